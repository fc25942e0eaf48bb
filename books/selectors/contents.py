"""What may go into a book: the reports of a period, score sheets, the forms of the innovation case, blank forms.

Only what was submitted and is not being written again goes in; of everything else a line says why it is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Max, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Agency, User
from books.models import PrintJobItem
from indicators.models import FiscalYear, QuarterlyReport, ReportingPeriod, Revision, YearEndReport
from indicators.models.dossier import Submittable
from indicators.permissions import hides_until_opened
from indicators.services.prints import DRAFTS
from indicators.services.score_papers import AGENCY_FORM
from innovation.models import Form, InnovationCase, Round
from innovation.selectors.case_steps import standings_of, with_steps
from innovation.selectors.papers import IDEA_LIST
from innovation.services.papers import DRAFTS as STEP_DRAFTS
from innovation.services.papers import PAPERS

REPORTS, SCORES, FORMS = "reports", "scores", "forms"
# Pages of a paper that nobody printed yet: about those of the demo year.
_USUAL_PAGES = {"": 5, AGENCY_FORM: 1}
_USUAL_FORM = 2


@dataclass(frozen=True, kw_only=True)
class ContentRow:
    """A paper that may be chosen. key: unique in its list; why_missing: "" when it is there; pages: as last printed,
    None when it never was; part: REPORTS, SCORES or FORMS."""

    key: str
    part: str
    title: str
    agency: Agency | None
    dossier: UUID | None = None
    revision: int | None = None
    form: str = ""
    why_missing: str = ""
    pages: int | None = None

    @property
    def is_there(self) -> bool:
        return not self.why_missing

    @property
    def expected_pages(self) -> int:
        """For an estimate; a page that stands for a missing paper is one."""
        if self.why_missing:
            return 1
        return self.pages or _USUAL_PAGES.get(self.form, _USUAL_FORM)


def contents_of(
    agencies: Collection[Agency],
    year: FiscalYear,
    period: str,
    *,
    reader: User | None,
    parts: Collection[str] = (REPORTS, SCORES, FORMS),
) -> list[ContentRow]:
    """All papers of `agencies`, agency by agency: reports by number, the score sheet, the forms of the case. `reader`
    gets what he may read; None is the operator. The number of queries does not depend on that of agencies. Titles are
    Thai, as all that is printed."""
    with override("th"):
        rows = list(_reports(agencies, year, period, reader)) if REPORTS in parts else []
        if SCORES in parts and period == ReportingPeriod.Kind.YEAR_END:
            rows += [_score_row(agency, year) for agency in agencies]
        if FORMS in parts and period == ReportingPeriod.Kind.YEAR_END:
            rows += _forms(agencies, year)
    order = {agency.pk: place for place, agency in enumerate(agencies)}
    rows.sort(key=lambda row: order[row.agency.pk] if row.agency else -1)
    return _with_pages(rows)


def blank_forms(year: FiscalYear, agency: Agency | None) -> list[ContentRow]:
    """The blank forms of a year's round, with the name of `agency` on them if given; none when it has no round."""
    round_ = Round.objects.filter(year=year).prefetch_related("forms").first()
    if round_ is None:
        return []
    return [
        ContentRow(
            key=f"blank-{form.form}",
            part=FORMS,
            title=_("แบบฟอร์ม %(number)s %(title)s") % {"number": form.number, "title": form.title},
            agency=agency,
            form=form.form,
        )
        for form in round_.forms.all()
    ]


def periods_of(year: FiscalYear) -> list[tuple[str, str]]:
    """The periods of a year in their order, as (kind, name)."""
    known = set(year.periods.values_list("kind", flat=True))
    return [(kind, str(label)) for kind, label in ReportingPeriod.Kind.choices if kind in known]


def newest_submitted(agencies: Iterable[Agency], year: FiscalYear | None = None) -> tuple[int, str] | None:
    """The newest year (พ.ศ.) and its last period for which one of `agencies` has handed in a report: what most people
    want to print. Of one year when it is given; None when nothing was handed in."""
    found: list[tuple[int, str]] = []
    for model, kind in ((QuarterlyReport, "period__kind"), (YearEndReport, "")):
        sent = model._default_manager.filter(assignment__agency__in=list(agencies), first_submitted_at__isnull=False)
        if year is not None:
            sent = sent.filter(assignment__year=year)
        be_year = "assignment__year__be_year"
        if kind:
            found += sent.order_by(f"-{be_year}", f"-{kind}").values_list(be_year, kind)[:1]
        else:
            years = sent.order_by(f"-{be_year}").values_list(be_year, flat=True)[:1]
            found += [(each, ReportingPeriod.Kind.YEAR_END.value) for each in years]
    return max(found, default=None)  # "year_end" comes after "q4"


def _reports(agencies: Iterable[Agency], year: FiscalYear, period: str, reader: User | None) -> Iterator[ContentRow]:
    model = YearEndReport if period == ReportingPeriod.Kind.YEAR_END else QuarterlyReport
    reports: Any = model._default_manager.filter(assignment__year=year, assignment__agency__in=list(agencies))
    if model is QuarterlyReport:
        reports = reports.filter(period__kind=period)
    newest = Revision.objects.filter(dossier=OuterRef("dossier")).order_by("-number").values("pk")[:1]
    related = ("assignment__agency", "assignment__indicator")
    for report in (
        reports.select_related(*related)
        .annotate(newest=Subquery(newest))
        .order_by("assignment__agency__sort_key", "assignment__number")
    ):
        yield ContentRow(
            key=f"report-{report.dossier_id}",
            part=REPORTS,
            title=report.assignment.name_line,
            agency=report.assignment.agency,
            dossier=report.dossier_id,
            revision=report.newest,
            why_missing=_why_missing(report, reader),
        )


def _why_missing(report: Submittable, reader: User | None) -> str:
    if report.status in DRAFTS or report.newest is None:  # type: ignore[attr-defined]  # annotated above
        return _("ส่งคืนให้แก้ไข ยังไม่ส่งใหม่") if report.status == "returned" else _("ยังไม่ส่งรายงาน")
    if reader is not None and hides_until_opened(reader, report):
        return _("ส่งแล้ว แต่ยังไม่ได้กดเปิดตรวจ")
    return ""


def _score_row(agency: Agency, year: FiscalYear) -> ContentRow:
    title = _("ใบคะแนนปีงบประมาณ พ.ศ. %(year)s") % {"year": year.be_year}
    return ContentRow(key=f"score-{agency.pk}", part=SCORES, title=title, agency=agency, form=AGENCY_FORM)


def _forms(agencies: Iterable[Agency], year: FiscalYear) -> list[ContentRow]:
    cases = InnovationCase.objects.filter(round__year=year, assignment__agency__in=list(agencies))
    found = []
    for case in with_steps(cases).order_by("assignment__agency__sort_key", "pk"):
        numbers = {form.form: (form.number, form.title) for form in case.round.forms.all()}
        for standing in standings_of(case):
            if standing.carried:
                continue
            for form in PAPERS[standing.step]:
                if form != Form.IDEA:  # it names who proposed, and is never kept
                    found.append((case, standing.row, form, _form_title(form, numbers)))
    dossiers = [row.dossier_id for _case, row, _form, _title in found if row is not None]
    newest = dict(Revision.objects.filter(dossier__in=dossiers).values_list("dossier").annotate(Max("pk")))
    return [_form_row(case, row, form, title, newest) for case, row, form, title in found]


def _form_title(form: str, numbers: dict[str, tuple[int, str]]) -> str:
    if form == IDEA_LIST:
        number, _title = numbers.get(Form.IDEA, (1, ""))
        return _("บัญชีแบบฟอร์ม %(number)s") % {"number": number}
    number, title = numbers.get(form, (0, str(Form(form).label)))
    return _("แบบฟอร์ม %(number)s %(title)s") % {"number": number, "title": title}


def _form_row(case: InnovationCase, row: Any, form: str, title: str, newest: dict[UUID, int]) -> ContentRow:
    why = ""
    if row is None:
        why = _("ยังไม่ถึงขั้นตอนนี้")
    elif row.status in STEP_DRAFTS or row.dossier_id not in newest:
        why = _("ยังไม่ส่ง")
    return ContentRow(
        key=f"form-{case.pk}-{form}",
        part=FORMS,
        title=title,
        agency=case.assignment.agency,
        dossier=row.dossier_id if row else None,
        revision=newest.get(row.dossier_id) if row else None,
        form=form,
        why_missing=why,
    )


def _with_pages(rows: Sequence[ContentRow]) -> list[ContentRow]:
    """The rows with the number of pages that their revision had when it was last printed. One query."""
    printed = PrintJobItem.objects.filter(
        state=PrintJobItem.State.DONE, revision__in={row.revision for row in rows if row.revision}
    )
    pages = {
        (revision, form): count
        for revision, form, count in printed.values_list("revision", "form").annotate(count=Max(F("pages")))
    }
    return [
        ContentRow(**{**row.__dict__, "pages": pages.get((row.revision, row.form)) if row.revision else None})
        for row in rows
    ]
