"""Score sheets on paper: of an open year as the scores stand, of a closed year as frozen with its closing."""

from __future__ import annotations

import json
from datetime import date

from accounts.models import Agency
from indicators import clock
from indicators.models import Assignment, Dossier, Event, FiscalYear, PrintRecord, Revision
from indicators.selectors.closing import frozen_revision
from indicators.selectors.content import Content
from indicators.selectors.score_content import agency_score_content, assignment_content, marks_of
from indicators.selectors.score_papers import Moment, agency_sheet, assignment_sheet, open_conditions
from indicators.selectors.scores import score_of
from indicators.services import prints
from printing.form_documents import FormSheet
from thai.dates import bangkok_day

AGENCY_FORM = "agency_score"


def assignment_form(key: int) -> str:
    """What tells the sheet of one assignment apart among the papers of a closing."""
    return f"score-{key}"


def assignment_pdf(assignment: Assignment) -> bytes:
    """The sheet of one assignment: in a closed year the kept one. Raises PrintingFailed with a sentence."""
    record = kept_record(assignment.agency, assignment.year, assignment_form(assignment.pk))
    return prints.bytes_of(record) if record else prints.rendered(sheet_of_assignment(assignment))


def agency_pdf(agency: Agency, year: FiscalYear) -> bytes:
    """The sheet of an agency's year: of a closed year the kept one. Raises PrintingFailed with a sentence."""
    record = kept_record(agency, year)
    return prints.bytes_of(record) if record else prints.rendered(sheet_of_agency(agency, year))


def sheet_of_assignment(assignment: Assignment) -> FormSheet:
    """As it stands, or of a closed year as it was frozen. Reads `agency`, `year` and `indicator`."""
    agency, year = assignment.agency, assignment.year
    if revision := _frozen(agency, year):
        content: Content = json.loads(revision.content)
        for each in content["assignments"]:
            if each["assignment"] == assignment.pk:
                moment = _closed(year, content, revision, clock.today())
                return assignment_sheet(each, content["agency"], moment, open_conditions([assignment.pk]))
    now = assignment_content(score_of(assignment), marks_of([assignment])[assignment.pk])
    moment = Moment(year=year, today=clock.today())
    return assignment_sheet(now, {"name": agency.name}, moment, open_conditions([assignment.pk]))


def sheet_of_agency(agency: Agency, year: FiscalYear) -> FormSheet:
    """As it stands, or of a closed year as it was frozen."""
    if revision := _frozen(agency, year):
        content: Content = json.loads(revision.content)
        return agency_sheet(content, _closed(year, content, revision, clock.today()))
    return agency_sheet(agency_score_content(agency, year), Moment(year=year, today=clock.today()))


def freeze(dossier: Dossier, event: Event) -> None:
    """Keep the sheets of an agency and of each of its assignments with the closing `event` of its year. They are
    rendered when somebody asks for them: a whole city at once would keep the press busy for minutes."""
    revision = event.revision
    if revision is None:
        raise ValueError("a closing freezes the scores it closes")
    content: Content = json.loads(revision.content)
    moment = _closed(dossier.year, content, revision, bangkok_day(event.at))
    conditions = open_conditions([each["assignment"] for each in content["assignments"]])
    with prints.rendered_on_demand():
        prints.keep(event, agency_sheet(content, moment), AGENCY_FORM)
        for each in content["assignments"]:
            sheet = assignment_sheet(each, content["agency"], moment, conditions)
            prints.keep(event, sheet, assignment_form(each["assignment"]))


def _closed(year: FiscalYear, content: Content, revision: Revision, today: date) -> Moment:
    return Moment(year=year, today=today, closing=content["closing"], receipt=prints.receipt_of(revision))


def _frozen(agency: Agency, year: FiscalYear) -> Revision | None:
    """What the closing in force froze; None while the year is open."""
    return frozen_revision(agency, year) if year.closed_at else None


def kept_record(agency: Agency, year: FiscalYear, form: str = AGENCY_FORM) -> PrintRecord | None:
    """What the closing of a year kept of a sheet, None while the year is open."""
    if year.closed_at is None:
        return None
    of = Dossier.objects.filter(kind=Dossier.Kind.AGENCY_SCORE, agency=agency, year=year)
    return PrintRecord.objects.filter(revision__dossier__in=of, form=form).order_by("-id").first()
