"""The printed forms: every text of the content comes back from the paper; what is not submitted is a draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Abstention, AgendaItem, Meeting
from innovation.models import Form, Idea, InnovationCase, Project, Round, RoundForm
from innovation.selectors.content import content_of_step
from innovation.services import papers
from tests import make_case
from tests.cases import gated
from tests.printing.readers import bare, read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
HARD = "ดำเนินการสำรวจกำหนดน้ำหนักผู้ใช้บริการที่ปู่ญี่ปุ่น “On – Demand” กฎหมาย"


def full_case() -> InnovationCase:
    """A case with difficult Thai in every text of its five steps."""
    case = make_case.case()
    survey = make_case.fill_utilisation(make_case.developed(case))
    for row in (survey, survey.case.development.project, survey.case.development.project.presentation):
        _write(row)
    for idea in Idea.objects.all():
        _write(idea)
    return InnovationCase.objects.get(pk=case.pk)


def _write(row: Any) -> None:
    texts = {
        field.name: f"{HARD} {field.name}"
        for field in row._meta.get_fields()
        if type(field).__module__ == "thai.fields" and field.name not in {"reporter_name", "set_aside_reason"}
    }
    short = {name: text[: row._meta.get_field(name).max_length] for name, text in texts.items()}
    type(row).objects.filter(pk=row.pk).update(**short)
    row.refresh_from_db()


def steps(case: InnovationCase) -> dict[str, Any]:
    return {
        "collection": case.collection,
        "selection": case.selections.get(),
        "project": case.projects.get(),
        "utilisation": case.utilisation,
    }


SHEETS = [
    ("collection", "idea", ("title", "problem", "proposal", "benefit", "resources")),
    ("collection", "idea_list", ("title",)),
    ("selection", "selection", ("title", "detail", "text", "name")),
    (
        "project",
        "project",
        ("name", "rationale", "objectives", "targets", "characteristics", "place", "benefits", "monitoring", "risk"),
    ),
    ("project", "presentation", ("origin", "before", "after", "stages", "beneficiaries", "measurement", "scaling")),
    ("utilisation", "survey", ("before", "after", "benefits", "obstacles", "suggestions", "extension_plan")),
]


@pytest.mark.parametrize(("noun", "form", "named"), SHEETS)
def test_every_text_comes_back_from_the_paper(noun: str, form: str, named: tuple[str, ...]) -> None:
    step = steps(full_case())[noun]
    content = content_of_step(step)
    wanted = {name: text for name, text in _texts(content) if name in named and text}
    assert set(wanted) >= set(named) - {"text", "name", "risk"}
    sheet = papers.form_sheet(form, content, papers.Decided(), papers.Printing())
    for reader, text in read(papers.prints.rendered(sheet)).items():
        for name, value in wanted.items():
            assert bare(value) in text, f"{reader} lost {name}"


def _texts(content: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(content, dict):
        for key, value in content.items():
            if key not in {"assignment", "round", "evidence"}:
                yield from _texts(value, key)
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value, name)
    elif isinstance(content, str):
        yield name, content


def test_a_draft_says_so_and_a_submission_names_its_revision() -> None:
    case = make_case.case()
    project = make_case.fill_project(make_case.selected(case))
    assert papers.sheet_of(project, "project").draft
    make_case.put(project, "submitted")
    sheet = papers.sheet_of(project, "project")
    assert not sheet.draft
    assert sheet.receipt.startswith("ฉบับที่ 1 รหัส ")


def test_a_submission_prints_as_it_was_sent() -> None:
    project = make_case.proposed(make_case.case())
    Project.objects.filter(pk=project.pk).update(name="ชื่อที่แก้ทีหลัง")
    project.refresh_from_db()
    assert "โครงการทดสอบ" in str(papers.sheet_of(project, "project").parts)
    assert "ชื่อที่แก้ทีหลัง" not in str(papers.sheet_of(project, "project").parts)


def test_a_proposer_is_printed_only_when_given() -> None:
    collection = make_case.sent(make_case.case())
    assert "ผู้เสนอ 1" not in str(papers.sheet_of(collection, "idea").parts)


# tests/books prints all of them blank.
@gated("form", Form.values, ["idea", "project"])
def test_a_blank_form_leaves_room_and_names_the_agency(form: str) -> None:
    case = make_case.case()
    text = read(papers.blank_pdf(form, Round.objects.get(), case.assignment.agency))["PDFium"]
    number = {"idea": 1, "selection": 2, "project": 3, "presentation": 4, "survey": 5}[form]
    assert bare(f"แบบฟอร์ม {number}") in text
    assert bare(case.assignment.agency.name) in text
    assert "ร่าง" not in text


def test_the_number_on_the_paper_is_the_rounds() -> None:
    case = make_case.case()
    RoundForm.objects.filter(form="presentation").update(number=9)
    RoundForm.objects.filter(form="project").update(number=4)
    RoundForm.objects.filter(form="presentation").update(number=3)
    sheet = papers.sheet_of(make_case.selected(case), "presentation")
    assert sheet.form_label == "แบบฟอร์ม 3"


def test_the_command_writes_a_form(tmp_path: Path) -> None:
    case = make_case.case()
    make_case.proposed(case)
    out = tmp_path / "form.pdf"
    agency = case.assignment.agency
    call_command("print_forms", agency=agency.code, year=2564, form=3, output=out, stdout=StringIO())
    assert bare("โครงการทดสอบ") in read(out.read_bytes())["pypdf"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"agency": "99999999"}, "ไม่มีหน่วยงาน 99999999"),
        ({"year": 2599}, "ไม่มีรอบนวัตกรรมของปีงบประมาณ 2599"),
        ({"form": 8}, "ปีงบประมาณ 2564 ไม่มีแบบฟอร์ม 8 (มี 1, 2, 3, 4, 5)"),
        ({"form": 3}, "ยังไม่ถึงขั้นตอนของแบบฟอร์มนี้"),
    ],
)
def test_the_command_says_what_it_cannot_print(tmp_path: Path, options: dict[str, Any], sentence: str) -> None:
    case = make_case.case()
    given = {"agency": case.assignment.agency.code, "year": 2564, "form": 1, "output": tmp_path / "a.pdf", **options}
    with pytest.raises(CommandError, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        call_command("print_forms", **given)
    assert not list(tmp_path.iterdir())


def test_the_minutes_tell_the_resolution_and_who_abstained() -> None:
    project = make_case.proposed(make_case.case(), "done")
    meeting = Meeting.objects.create(
        year=project.assignment.year,
        number="2/2564",
        held_on=date(2021, 2, 8),
        chair="นายประธาน ชำนาญ",
        attendees="นางอำไพ ฉ่ำชื่น\nนายกำพล ล้ำเลิศ",
    )
    revision = project.dossier.revisions.get()
    given = {
        "title": "โครงการทดสอบ",
        "result": "approve",
        "resolution": "เห็นชอบตามที่เสนอ",
        "resolved_on": date(2021, 2, 8),
    }
    of = {"meeting": meeting, "dossier": project.dossier, "revision": revision}
    item = AgendaItem.objects.create(position=1, **of, **given)
    Abstention.objects.create(item=item, member="นายกำพล ล้ำเลิศ", reason="เคยสังกัดหน่วยงานนี้")
    words = ["การประชุมคณะกรรมการทดสอบ", "ครั้งที่ 2/2564", "วันที่ 8 กุมภาพันธ์ 2564", "โครงการทดสอบ"]
    for text in read(papers.agenda_pdf(meeting)).values():
        assert [word for word in words if bare(word) not in text] == []
        assert "ร่าง" not in text
    words += ["เห็นชอบตามที่เสนอ", "นางอำไพ ฉ่ำชื่น", "นายกำพล ล้ำเลิศ (เคยสังกัดหน่วยงานนี้)", "นายประธาน ชำนาญ"]
    for text in read(papers.minutes_pdf(meeting)).values():
        assert [word for word in words if bare(word) not in text] == []
    assert papers.minutes_sheet(papers.minutes_content(meeting)).draft
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=make_case.NOON)
    meeting.refresh_from_db()
    assert not papers.minutes_sheet(papers.minutes_content(meeting)).draft
