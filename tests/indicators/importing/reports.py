"""The reports the tests read: our own, which is always there, and the real one of 2564 where it is at hand."""

from pathlib import Path

import pytest

OWN = Path(__file__).parent / "report_own.txt"
REAL = Path(__file__).parents[4] / "shared" / "reference" / "report-2564.txt"

needs_real_report = pytest.mark.skipif(not REAL.exists(), reason="the real report of 2564 is not at hand")


def squeezed(text: str) -> str:
    """`text` without any white space."""
    return "".join(text.split())


def own_text() -> str:
    return OWN.read_text(encoding="utf-8")


def report_of(*sections: str) -> str:
    """A report of the given sections, with enough of the layout around them to be recognised."""
    return "\n\n".join(["1. ชื่อตัวชี้วัด : 8/สปท.ชื่อ", "2. ระดับความสำเร็จ : ☐ ผลผลิต (Output) ☑ ผลลัพธ์ (Outcome)", *sections])
