"""The case as an outline, and putting it into the fourth quarter, the year-end summary and its evidence."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indicators.models import Event, QuarterlyReport, ReportingPeriod, YearEndReport
from indicators.permissions import can_edit
from indicators.views.fetching import person, seen_version
from indicators.views.report_pages import done
from innovation.models import InnovationCase
from innovation.selectors.outline import outline_of
from innovation.services import composing
from innovation.views.case import fetch, frame_of


@require_safe
def outline(request: HttpRequest, pk: int) -> HttpResponse:
    case = fetch(request, pk)
    user = person(request)
    quarter, year_end = _fourth_quarter(case), _year_end(case)
    targets = [
        ("quarter", _("ใส่ในรายงานไตรมาสที่ 4 (ข้อ 6.4)"), quarter, bool(quarter.narrative)),
        ("summary", _("ใส่ในสรุปผลปลายปี (ข้อ 6.5)"), year_end, bool(year_end.summary)),
        ("evidence", _("อ้างอิงเอกสารในรายงานสิ้นปี (ข้อ 9)"), year_end, False),
    ]
    context = frame_of(case, _("เรียบเรียงรายงานจากเรื่องนี้")) | {
        "outline": outline_of(case),
        "targets": [(*target, can_edit(user, target[2])) for target in targets],
    }
    return render(request, "innovation/case/outline.html", context)


@require_POST
def compose(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    case = fetch(request, pk)
    quarter, year_end = _fourth_quarter(case), _year_end(case)
    actor, version = person(request), seen_version(request)
    event: Event | None
    match target:
        case "quarter":
            event = composing.compose_quarter(case, quarter, actor=actor, version=version)
        case "summary":
            event = composing.compose_summary(case, year_end, actor=actor, version=version)
        case "evidence":
            event = composing.compose_evidence(case, year_end, actor=actor, version=version)
        case _other:
            raise Http404
    report = quarter if target == "quarter" else year_end
    sentence = _("เรียบเรียงใส่ในร่างแล้ว โปรดตรวจแก้") if event else _("ร่างมีข้อความนี้อยู่แล้ว ไม่มีอะไรเปลี่ยนแปลง")
    return done(request, report, sentence, "evidence" if target == "evidence" else "edit")


def _fourth_quarter(case: InnovationCase) -> QuarterlyReport:
    rows = QuarterlyReport.objects.select_related("dossier", "period", "assignment__agency", "assignment__year")
    return rows.get(assignment_id=case.assignment_id, period__kind=ReportingPeriod.Kind.Q4)


def _year_end(case: InnovationCase) -> YearEndReport:
    rows = YearEndReport.objects.select_related("dossier", "assignment__agency", "assignment__year")
    return rows.get(assignment_id=case.assignment_id)
