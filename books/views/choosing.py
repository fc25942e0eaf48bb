"""What the print centre's address says: which kind of book, of which agency, year and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from books.models import PrintJob
from books.selectors.contents import (
    FORMS,
    REPORTS,
    SCORES,
    ContentRow,
    blank_forms,
    contents_of,
    newest_submitted,
    periods_of,
)
from indicators import clock
from indicators.models import FiscalYear, ReportingPeriod
from indicators.permissions import visible_to
from indicators.selectors.dashboard import current_kind
from indicators.views.fetching import person
from indicators.views.filters import Filters, choice, digits_asked, years

Kind = PrintJob.Kind


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The chosen book. agencies: those that the person may choose from, and that the city's book has; only: the codes
    of these when the address names them, as the dashboard's ticks do."""

    reader: User
    kind: Kind
    kinds: Sequence[Kind]
    years: Sequence[FiscalYear]
    year: FiscalYear
    periods: Sequence[tuple[str, str]]
    period: str
    agencies: Sequence[Agency]
    agency: Agency | None
    only: Sequence[str] = ()

    @property
    def query(self) -> str:
        """The address's query that says the same."""
        named = {"kind": self.kind, "year": self.year.be_year, "period": self.period}
        own = {"agency": self.agency.code} if self.agency else {}
        return urlencode(named | own | {"only": self.only}, doseq=True)

    @property
    def kind_links(self) -> list[tuple[str, str, bool]]:
        """The kinds as components/filter_links.html takes them; the year goes along."""
        return [
            (str(kind.label), f"?{urlencode({'kind': kind, 'year': self.year.be_year})}", kind is self.kind)
            for kind in self.kinds
        ]

    @property
    def filters(self) -> Filters:
        """What the address asks for besides."""
        fields = [years(self.years, self.year)]
        if self.period:
            fields.append(choice("period", _("งวด"), self.period, self.periods))
        if self.agency:
            agencies = [(each.code, each.name) for each in self.agencies]
            fields.append(choice("agency", _("หน่วยงาน"), self.agency.code, agencies))
        return Filters(fields, [("kind", self.kind), *(("only", code) for code in self.only)])

    def rows(self, parts: Sequence[str] = (REPORTS, SCORES, FORMS)) -> list[ContentRow]:
        """All papers of the book."""
        if self.kind is Kind.BLANK:
            return blank_forms(self.year, self.reader.agency)
        agencies = [self.agency] if self.agency else self.agencies
        return contents_of(agencies, self.year, self.period, reader=self.reader, parts=parts)


def choice_of(request: HttpRequest) -> Choice | None:
    """What the address asks for, the rest as most people want it; None when there is no year yet. Raises Http404 for
    an agency that is not his to see, for ticked ones of which he sees none, and for a book of the city without a
    city-wide role."""
    reader = person(request)
    years = list(FiscalYear.objects.all())
    if not years:
        return None
    year = _year(request, reader, years)
    agencies = list(visible_to(reader, Agency.objects.filter(assignments__year=year).distinct()))
    kinds = _kinds(reader, agencies)
    kind = _kind(request, reader, kinds)
    periods = periods_of(year)
    if only := _only(request, kind, agencies):
        agencies = only
    agency = _agency(request, reader, agencies) if kind is Kind.AGENCY else None
    return Choice(
        reader=reader,
        kind=kind,
        kinds=kinds,
        years=years,
        year=year,
        periods=periods,
        period="" if kind is Kind.BLANK else _period(request, year, periods, [agency] if agency else agencies),
        agencies=agencies,
        agency=agency,
        only=[each.code for each in only],
    )


def _kinds(reader: User, agencies: Sequence[Agency]) -> list[Kind]:
    sees_city = reader.standing_on(clock.today()).sees_city
    return [*([Kind.AGENCY] if agencies else []), *([Kind.CITY] if sees_city and agencies else []), Kind.BLANK]


def _kind(request: HttpRequest, reader: User, kinds: Sequence[Kind]) -> Kind:
    asked = request.GET.get("kind", "")
    if asked in Kind.values:
        if Kind(asked) not in kinds:
            raise Http404
        return Kind(asked)
    belongs_nowhere = reader.agency_id is None and Kind.CITY in kinds
    return Kind.CITY if belongs_nowhere else kinds[0]


def _agency(request: HttpRequest, reader: User, agencies: Sequence[Agency]) -> Agency:
    """The one asked for; else his own, else the first."""
    if asked := request.GET.get("agency"):
        found = next((each for each in agencies if each.code == asked), None)
        if found is None:
            raise Http404
        return found
    return next((each for each in agencies if each.pk == reader.agency_id), agencies[0])


def _only(request: HttpRequest, kind: Kind, agencies: Sequence[Agency]) -> list[Agency]:
    """The ticked ones for a book of the city; none when none is named."""
    named = set(request.GET.getlist("only")) if kind is Kind.CITY else set()
    found = [each for each in agencies if each.code in named]
    if named and not found:
        raise Http404
    return found


def _year(request: HttpRequest, reader: User, years: Sequence[FiscalYear]) -> FiscalYear:
    """The one asked for; else the newest in which something was handed in, else the newest."""
    asked = digits_asked(request, "year")
    if not asked and (newest := newest_submitted(visible_to(reader, Agency.objects.all()))):
        asked = str(newest[0])
    return next((each for each in years if str(each.be_year) == asked), years[0])


def _period(
    request: HttpRequest, year: FiscalYear, periods: Sequence[tuple[str, str]], agencies: Sequence[Agency]
) -> str:
    """The one asked for; else the last for which something was handed in, else the one that opened last."""
    asked = request.GET.get("period", "")
    if asked in dict(periods):
        return asked
    if newest := newest_submitted(agencies, year):
        return newest[1]
    return current_kind(list(ReportingPeriod.objects.filter(year=year)), clock.today())
