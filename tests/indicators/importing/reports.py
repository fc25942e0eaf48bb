"""The reports the tests read: our own, which is always there, and the real one of 2564 where it is at hand."""

from pathlib import Path

import pytest

from indicators.importing.report import ParsedReport

OWN = Path(__file__).parent / "report_own.txt"
REAL = Path(__file__).parents[4] / "shared" / "reference" / "report-2564.txt"

needs_real_report = pytest.mark.skipif(not REAL.exists(), reason="the real report of 2564 is not at hand")


def squeezed(text: str) -> str:
    """`text` without any white space."""
    return "".join(text.split())


def own_text() -> str:
    return OWN.read_text(encoding="utf-8")


def report_of(*sections: str) -> str:
    """A report of the given sections, below three others by which the layout is recognised."""
    above = [
        "1. ชื่อตัวชี้วัด : 8/สปท.ชื่อ",
        "2. ระดับความสำเร็จ : ☐ ผลผลิต (Output) ☑ ผลลัพธ์ (Outcome)",
        "3. คำนิยาม : คำ",
    ]
    return "\n\n".join([*above, *sections])


def fields_by_place(report: ParsedReport) -> dict[str, str]:
    """Every field that keeps text of the file, under the place its pieces bear."""
    fields = {
        "name_line": report.name_line,
        "level_written": report.level_written,
        "definition": report.definition,
        "method": report.method,
        "target": report.target.written,
        "result": report.result.written,
        "quarter_table": report.quarter_table,
        "summary": report.summary,
        "page_header": "".join(line.text for line in report.page_headers),
        "unplaced": "".join(line.text for line in report.unplaced),
    }
    fields |= {f"plan.{n}": line.value for n, line in enumerate(report.plan, 1)}
    fields |= {f"quarters.{n}": text for n, text in enumerate(report.quarters, 1)}
    for n, notes in enumerate(report.quarter_notes, 1):
        fields[f"quarters.{n}.no_progress_reason"] = notes.no_progress_reason
        fields[f"quarters.{n}.monthly"] = notes.monthly
        fields |= {f"quarters.{n}.enablers.{m}": text for m, text in enumerate(notes.enablers, 1)}
        fields |= {f"quarters.{n}.obstacles.{m}": text for m, text in enumerate(notes.obstacles, 1)}
    fields |= {f"enablers.{n}": text for n, text in enumerate(report.enablers, 1)}
    fields |= {f"obstacles.{n}": text for n, text in enumerate(report.obstacles, 1)}
    fields |= {f"evidence.{n}": item.original for n, item in enumerate(report.evidence, 1)}
    fields |= {f"evidence.{n}.files": item.files for n, item in enumerate(report.evidence, 1)}
    for n, block in enumerate(report.signatures, 1):
        fields |= {f"signatures.{n}.{part}": text for part, text in vars(block).items()}
    return {place: text for place, text in fields.items() if text}
