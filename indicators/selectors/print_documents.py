"""From frozen content and the decisions taken on it to the printed document. All values become strings here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from indicators.selectors.content import Content
from indicators.selectors.score_words import score_in_words
from indicators.selectors.scores import AssignmentScore
from printing import documents
from thai.dates import format_date
from thai.digits import format_number


@dataclass(frozen=True)
class Signing:
    """Who signed: the printed name, position and day; `standing_for` when he stood in for the head."""

    name: str = ""
    position: str = ""
    on: date | None = None
    standing_for: str = ""


@dataclass(frozen=True)
class Decisions:
    """What was decided on a submission: quarter number to mark and to state, who submitted and who endorsed, and the
    score of its assignment at that moment, None on a quarter's paper."""

    marks: Mapping[int, Decimal | None] = field(default_factory=dict)
    states: Mapping[int, str] = field(default_factory=dict)
    submitted_on: date | None = None
    endorsed: Signing = field(default_factory=Signing)
    score: AssignmentScore | None = None


def year_end_document(
    content: Content, decisions: Decisions, *, draft: bool = False, receipt: str = ""
) -> documents.YearEndReport:
    """The nine sections from year-end content. Papers are Thai whatever the screen's language is."""
    with override("th"):
        assignment = content["assignment"]
        return documents.YearEndReport(
            **_frame(assignment, draft=draft, receipt=receipt),
            level=content["level"],
            plan_heading=assignment["plan_heading"],
            plan_lines=tuple((label, text) for label, text in assignment["plan_lines"]),
            definition=assignment["definition"],
            method=assignment["method"],
            target=_target(assignment),
            result=_result(content, assignment["unit"]),
            score=score_in_words(decisions.score) if decisions.score else "",
            quarters=tuple(_quarter(row, decisions, assignment["unit"]) for row in content["quarters"]),
            summary=content["summary"],
            enablers=tuple(content["enablers"]),
            no_enablers=content["no_enablers"],
            obstacles=tuple(content["obstacles"]),
            no_obstacles=content["no_obstacles"],
            evidence=_evidence(content["evidence"]),
            signatures=_signatures(assignment, content, decisions),
        )


def quarterly_document(
    content: Content, decisions: Decisions, *, draft: bool = False, receipt: str = ""
) -> documents.QuarterlyReport:
    """One quarter from quarterly content."""
    with override("th"):
        assignment = content["assignment"]
        return documents.QuarterlyReport(
            **_frame(assignment, draft=draft, receipt=receipt),
            quarter=_quarter(content["quarter"], decisions, assignment["unit"]),
            target=_target(assignment),
            evidence=_evidence(content["evidence"]),
            signatures=(documents.SignatureBlock(role=assignment["responsible_label"]),),
        )


def _frame(assignment: Content, *, draft: bool, receipt: str) -> dict[str, Any]:
    return {
        "year_be": str(assignment["be_year"]),
        "agency": assignment["agency"],
        "name_line": assignment["name_line"],
        "draft": draft,
        "thai_digits": assignment["thai_digits"],
        "receipt": receipt,
        "header_line": assignment["report_heading"],
    }


def _target(assignment: Content) -> str:
    if assignment["target_as_written"]:
        return str(assignment["target_as_written"])
    return f"{short_number(assignment['target'])} {assignment['unit']}" if assignment["target"] else ""


def _result(content: Content, unit: str) -> str:
    """An imported paper's own words until they are confirmed; then `10.00 คะแนน (ร้อยละ 100.00)`."""
    if content["result_as_written"]:
        return str(content["result_as_written"])
    if content["result_in_unit"] is None:
        return ""
    result = f"{format_number(Decimal(content['result_in_unit']), 2)} {unit}"
    if content["progress_percent"] is None:
        return result
    return f"{result} ({_percent(content['progress_percent'])})"


def _quarter(row: Content, decisions: Decisions, unit: str) -> documents.Quarter:
    number = row["quarter"]
    mark = decisions.marks.get(number)
    result = row["result_in_unit"]
    return documents.Quarter(
        number=str(number),
        narrative=row["narrative"],
        progress=_percent(row["progress_percent"]) if row["progress_percent"] is not None else "",
        result=f"{format_number(Decimal(result), 2)} {unit}" if result is not None else "",
        mark="" if mark is None else short_number(mark),
        state=decisions.states.get(number, ""),
        monthly=tuple(
            documents.MonthlyEntry(date=_day(entry["date"]), text=entry["text"]) for entry in row["monthly_entries"]
        ),
        enablers=tuple(part for part in row["enablers"].split("\n\n") if part.strip()),
        obstacles=tuple(part for part in row["obstacles"].split("\n\n") if part.strip()),
        no_progress_reason=row["no_progress_reason"] if row["no_progress"] else "",
    )


def _evidence(rows: list[Content]) -> tuple[documents.EvidenceRow, ...]:
    """An imported item keeps its original wording in one cell; a registered document fills the columns."""
    return tuple(
        documents.EvidenceRow(kind=row["kind"], subject=row["subject_as_written"], files=_places(row))
        if row["subject_as_written"]
        else documents.EvidenceRow(
            kind=row["kind"],
            number=" ".join(part for part in (row["speed"], row["number"] or row["no_number_reason"]) if part),
            date=_day(row["date"]),
            subject=row["subject"],
            files=_places(row),
        )
        for row in rows
    )


def _places(row: Content) -> tuple[str, ...]:
    files = [file["name"] for file in row["files"]]
    online = [f"{row['url']} ({_day(row['captured_on'])})"] if row["url"] else []
    return tuple([*files, *online] or ([row["paper_location"]] if row["paper_location"] else []))


def _signatures(
    assignment: Content, content: Content, decisions: Decisions
) -> tuple[documents.SignatureBlock, documents.SignatureBlock]:
    head = decisions.endorsed
    return (
        documents.SignatureBlock(
            role=assignment["responsible_label"],
            name=content["responsible_name"],
            position=content["responsible_position"],
            date=_written(decisions.submitted_on),
        ),
        documents.SignatureBlock(
            role=assignment["head_label"],
            name=head.name,
            position=head.position,
            date=_written(head.on),
            standing_for=head.standing_for,
        ),
    )


def short_number(value: Decimal | str) -> str:
    """A number without needless zeros: 100, 0, 87.5."""
    text = format_number(Decimal(value), 2)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _percent(value: str) -> str:
    return _("ร้อยละ %(number)s") % {"number": format_number(Decimal(value), 2)}


def _day(value: str | None) -> str:
    return format_date(date.fromisoformat(value), "long") if value else ""


def _written(day: date | None) -> str:
    return format_date(day, "long") if day else ""
