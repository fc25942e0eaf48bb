"""What the product prints comes back when the print is imported."""

from decimal import Decimal

import pytest

from indicators.importing.parse import parse_text
from indicators.importing.read_file import parse_bytes
from printing import documents

from .reports import own_text, squeezed


@pytest.fixture(scope="module")
def printed():
    """Our own report as read from text, and as read back from its print."""
    read = parse_text(own_text())
    document = documents.YearEndReport(
        year_be="2564",
        agency="สำนักงานปกครองและทะเบียน",
        name_line=read.name_line,
        level="outcome",
        plan_lines=tuple((line.label, line.value) for line in read.plan),
        definition=read.definition,
        method=read.method,
        target=read.target.written,
        result=read.result.written,
        quarters=tuple(
            documents.Quarter(number=str(n), narrative=text, progress="ร้อยละ 30.00")
            for n, text in enumerate(read.quarters, 1)
        ),
        summary=read.summary,
        enablers=read.enablers,
        obstacles=read.obstacles,
        evidence=tuple(documents.EvidenceRow(subject=item.original) for item in read.evidence),
        signatures=(
            documents.SignatureBlock(role="(ผู้รับผิดชอบโครงการ)", name="นางสาวจำเนียร น้ำทิพย์", position="นักวิชาการ"),
            documents.SignatureBlock(role="(หัวหน้าหน่วยงาน)"),
        ),
    )
    return read, parse_bytes(documents.render_document(document))


@pytest.mark.parametrize("field", ["name_line", "definition", "method", "summary"])
def test_texts_come_back_white_space_aside(printed, field: str) -> None:
    read, back = printed
    assert squeezed(getattr(back, field)) == squeezed(getattr(read, field))


def test_quarters_lists_and_evidence_come_back(printed) -> None:
    read, back = printed
    for field in ("quarters", "enablers", "obstacles"):
        assert [squeezed(text) for text in getattr(back, field)] == [squeezed(text) for text in getattr(read, field)]
    assert [squeezed(item.original) for item in back.evidence] == [squeezed(item.original) for item in read.evidence]
    assert [(i.type, i.speed, i.number, i.dated) for i in back.evidence] == [
        (i.type, i.speed, i.number, i.dated) for i in read.evidence
    ]


def test_plan_level_target_progress_and_signatures_come_back(printed) -> None:
    read, back = printed
    assert back.level == "outcome"
    assert [(line.key, squeezed(line.value)) for line in back.plan] == [
        (line.key, squeezed(line.value)) for line in read.plan
    ]
    assert (back.target, back.result) == (read.target, read.result)
    assert [notes.progress_percent for notes in back.quarter_notes] == [Decimal("30.00")] * 4
    assert [(block.role, block.name) for block in back.signatures] == [
        ("ผู้รับผิดชอบโครงการ", "นางสาวจำเนียร น้ำทิพย์"),
        ("หัวหน้าหน่วยงาน", ""),
    ]


def test_nothing_of_the_print_is_unplaced(printed) -> None:
    _read, back = printed
    assert back.unplaced == ()
    assert back.page_headers
