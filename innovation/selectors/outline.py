"""The case told as a numbered outline (printing.outline): what the software proposes for the year-end report.

Steps that have not begun are not told. The officer edits the text; it is a proposal, not a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from indicators.models import AgendaItem, Document, Dossier
from indicators.selectors.evidence import cited_documents
from innovation.completeness.collection import eligible_and_least
from innovation.models import (
    CaseStep,
    Collection,
    Development,
    InnovationCase,
    Project,
    SelectedIdea,
    Selection,
    ServiceSession,
    Utilisation,
)
from innovation.selectors.case_steps import Standing, standings_of
from innovation.selectors.figures import figures_of
from thai.dates import BANGKOK, format_date


@override("th")  # it goes into the report, whose paper is Thai
def outline_of(case: InnovationCase) -> str:
    """ "# " lines for the steps begun, "## " lines for what was done in each, with dates, letters and counts."""
    titles = {row.step: row.title for row in case.round.steps.all()}
    lines: list[str] = []
    for standing in standings_of(case):
        told = list(_step(case, standing))
        if told:
            lines.append(f"# {titles.get(standing.step, standing.step.label)}")
            lines += [f"## {line}" for line in told]
    return "\n".join(lines)


def _step(case: InnovationCase, standing: Standing) -> Iterator[str]:
    row = standing.row
    if standing.carried and row is None and case.continues is not None:
        yield _("ดำเนินการแล้วในปีงบประมาณ พ.ศ. %(year)s") % {"year": case.continues.assignment.year}
    match row:
        case Collection():
            yield from _collection(row)
        case Selection():
            yield from _selection(row)
        case Project():
            yield from _project(row)
        case Development():
            yield from _development(row)
        case Utilisation():
            yield from _utilisation(row)


def _collection(collection: Collection) -> Iterator[str]:
    if collection.status == Collection.Status.CARRIED:
        yield _("ดำเนินโครงการต่อเนื่องจากปีก่อน จึงไม่รวบรวมความคิดเห็นใหม่")
        return
    eligible, least = eligible_and_least(collection)
    if eligible:
        yield _("รวบรวมความคิดเห็นได้ %(eligible)s ชุด จากขั้นต่ำ %(least)s ชุด") % {"eligible": eligible, "least": least}
    if collection.submitted_at and collection.status != Collection.Status.OPEN:
        yield _("ส่งสำนักงาน ก.ก. เมื่อวันที่ %(date)s") % {"date": _day(collection.submitted_at)}
    yield from _letters(collection)


def _selection(selection: Selection) -> Iterator[str]:
    if selection.meeting_date:
        yield _("คณะผู้พิจารณา %(count)s คน ประชุมเมื่อวันที่ %(date)s") % {
            "count": selection.panel.count(),
            "date": format_date(selection.meeting_date, "long"),
        }
    chosen = SelectedIdea.objects.filter(selection=selection).select_related("idea__innovation_type").first()
    if chosen is not None:
        yield _("คัดเลือกความคิดเห็น 1 เรื่อง ได้แก่ “%(title)s” (%(type)s) เหตุผล: %(reasons)s") % {
            "title": chosen.idea.title,
            "type": chosen.idea.innovation_type.label,
            "reasons": " ".join(chosen.reasons.split()),
        }
    yield from _letters(selection)


def _project(project: Project) -> Iterator[str]:
    if project.endorsed_at:
        yield _("โครงการ “%(name)s” ผู้บริหารเห็นชอบเมื่อวันที่ %(date)s") % {
            "name": project.name,
            "date": _day(project.endorsed_at),
        }
    resolved = AgendaItem.objects.filter(dossier=project.dossier_id).exclude(result__in=AgendaItem.NOT_RESOLVED)
    for item in resolved.select_related("meeting").order_by("meeting__held_on", "pk"):
        yield _("%(committee)s ประชุมครั้งที่ %(number)s เมื่อวันที่ %(date)s มีมติ: %(resolution)s") % {
            "committee": project.case.round.committee_name,
            "number": item.meeting.number,
            "date": format_date(item.meeting.held_on, "long"),
            "resolution": " ".join(item.resolution.split()),
        }
    yield from _letters(project)


def _development(development: Development) -> Iterator[str]:
    figures = figures_of(development)
    yield from _letters(development)
    if figures.sessions and figures.first and figures.last:
        standing = ServiceSession.objects.filter(development=development, withdrawn_at__isnull=True)
        places = standing.order_by("date", "pk").values_list("place", flat=True)
        yield _("ให้บริการ%(period)s ณ %(places)s รวม %(count)s ครั้ง ผู้รับบริการ %(people)s คน") % {
            "period": _period(figures.first, figures.last),
            "places": ", ".join(dict.fromkeys(places)),
            "count": figures.sessions,
            "people": f"{figures.people:,}",
        }
    if figures.target_sessions is not None:
        yield _("เป้าหมายของปี %(target)s ครั้ง ทำได้ %(done)s ครั้ง") % {
            "target": figures.target_sessions,
            "done": figures.sessions,
        }


def _utilisation(utilisation: Utilisation) -> Iterator[str]:
    if utilisation.satisfaction_count is not None:
        yield _("สำรวจความพึงพอใจ %(count)s คน ค่าเฉลี่ย %(mean)s จาก 5 คิดเป็นร้อยละ %(percent)s") % {
            "count": f"{utilisation.satisfaction_count:,}",
            "mean": utilisation.satisfaction_mean if utilisation.satisfaction_mean is not None else "-",
            "percent": utilisation.satisfaction_percent if utilisation.satisfaction_percent is not None else "-",
        }
    if utilisation.endorsed_at:
        yield _("ผู้บริหารเห็นชอบผลการสำรวจเมื่อวันที่ %(date)s") % {"date": _day(utilisation.endorsed_at)}
    yield from _letters(utilisation)


def _letters(step: CaseStep) -> Iterator[str]:
    """The papers cited in a step, as sentences name them."""
    dossier: Dossier = step.dossier
    for document in cited_documents([dossier]):
        yield _letter(document)


def _letter(document: Document) -> str:
    named = f"{document.kind.name}{f' {document.issuing_unit}' if document.issuing_unit else ''}"
    if document.number:
        named += _(" ที่ %(number)s") % {"number": document.number}
    if document.date:
        named += _(" ลงวันที่ %(date)s") % {"date": format_date(document.date, "long")}
    return _("%(named)s เรื่อง %(subject)s") % {"named": named, "subject": " ".join(str(document).split())}


def _period(first: date, last: date) -> str:
    if first == last:
        return _("วันที่ %(day)s") % {"day": format_date(first, "long")}
    return _("ระหว่างวันที่ %(first)s ถึง %(last)s") % {
        "first": format_date(first, "long"),
        "last": format_date(last, "long"),
    }


def _day(moment: datetime) -> str:
    return format_date(moment.astimezone(BANGKOK).date(), "long")
