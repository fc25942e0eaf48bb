"""The pages and verbs of step 1, collecting ideas: the collection as a whole."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import clock
from indicators.forms.reason import ReasonForm
from indicators.permissions import can, can_edit
from indicators.services.errors import insist
from indicators.views.fetching import person
from indicators.views.filters import links
from indicators.views.paging import paged
from indicators.views.reasons import done_with_reason, with_refused_reason
from indicators.views.report_pages import Context, done, posted_by
from innovation.completeness.carrying import project_to_carry_over
from innovation.forms.idea_grid import empty_grid
from innovation.models import Collection, Form, Idea
from innovation.selectors import ideas as selectors
from innovation.selectors.papers import IDEA_LIST
from innovation.services import collection as services
from innovation.views.idea_grid import grid_context
from innovation.views.step_pages import actions_of, fetch, frame_of, history_of, step_page, talk_of

# The shape by which a status is told, of the frame's (kpi_tracker/templatetags/components.py).
LOOKS = {Idea.Status.ELIGIBLE: "accepted", Idea.Status.MERGED: "carried", Idea.Status.WITHDRAWN: "not_sent"}


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, fetch(request, Collection, pk))


def _page(request: HttpRequest, collection: Collection, refused: ReasonForm | None = None) -> HttpResponse:
    context = frame_of(collection) | _list_of(request, collection) | _actions(request, collection)
    if context["may_edit"]:
        context |= grid_context(collection, empty_grid(selectors.types_of(collection)))
    context |= history_of(collection) | talk_of(collection, person(request))
    context = with_refused_reason(context, refused)
    return render(request, "innovation/collection/detail.html", context, status=422 if refused else 200)


def _list_of(request: HttpRequest, collection: Collection) -> Context:
    """Counter, filter and table of the ideas, with what resembles what."""
    shows = selectors.shows_proposers(person(request), collection)
    status = request.GET.get("status", "")
    counts = selectors.counts_by_status(collection)
    page = paged(request, selectors.ideas_of(collection, status=status, proposers=shows))
    alike = selectors.alike_ideas(collection)
    return {
        "counter": selectors.counter_of(collection),
        "shows_proposers": shows,
        "status_links": links(request, "status", status, _statuses(counts)),
        "total": sum(counts.values()),
        "page": page,
        "ideas": [
            {"idea": idea, "look": LOOKS[Idea.Status(idea.status)], "alike": alike.get(idea.number)} for idea in page
        ],
        "alike_count": len(alike),
        "numbers": dict(collection.ideas.values_list("number", "pk")) if alike else {},
        "may_edit": can_edit(person(request), collection).allowed,
    }


def _statuses(counts: dict[str, int]) -> list[tuple[str, str]]:
    of_each = [(value, f"{label} ({counts.get(value, 0)})") for value, label in Idea.Status.choices]
    return [("", f"{_('ทั้งหมด')} ({sum(counts.values())})"), *of_each]


def _actions(request: HttpRequest, collection: Collection) -> Context:
    """The buttons of the table. Carrying over is asked about first, and spoken of only where it can be done."""
    user, now = person(request), clock.now()
    carries = can(user, "carry_over", collection, now).allowed
    context = actions_of(user, collection, {"carry_over": "carry-over"} if carries else {})
    if can_edit(user, collection).allowed:
        context["note"] = ""  # the counter says what is lacking; nobody asked why nothing can be carried over
        if not can(user, "close", collection, now).allowed:
            context["note"] = _("ปิดรับและส่งสำนักงาน ก.ก. ได้เมื่อครบจำนวนขั้นต่ำ")
        context["actions"].append({"label": _("ลิงก์และ QR ให้ผู้เสนอกรอกเอง"), "url": step_page(collection, "link")})
    form1 = collection.case.round.forms.filter(form=Form.IDEA).first()
    papers = [
        (str(IDEA_LIST), _("พิมพ์รายการความคิดเห็น")),
        (str(Form.IDEA), _("พิมพ์แบบฟอร์ม %(number)s") % {"number": form1.number if form1 else ""}),
    ]
    for form, label in papers:
        context["actions"].append({"label": label, "url": reverse("collection-print", args=[collection.pk, form])})
    return context


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    collection = fetch(request, Collection, pk)
    services.close(collection, **posted_by(request))
    return done(request, collection, _("ปิดรับและส่งชุดความคิดเห็นถึงสำนักงาน ก.ก. แล้ว"))


@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    collection = fetch(request, Collection, pk)
    services.receive(collection, **posted_by(request))
    return done(request, collection, _("รับชุดความคิดเห็นแล้ว หน่วยงานเริ่มขั้นที่ 2 คัดเลือกได้"))


@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    collection = fetch(request, Collection, pk)
    form = ReasonForm(request.POST, action="return")
    posted = posted_by(request)
    if not done_with_reason(form, lambda reason: services.return_(collection, **posted, reason=reason)):
        return _page(request, collection, refused=form)
    return done(request, collection, _("ส่งคืนให้หน่วยงานแก้ไขแล้ว"))


@require_http_methods(["GET", "POST"])
def carry_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more: steps 1 to 3 of this year are then those of the year before."""
    collection = fetch(request, Collection, pk)
    if request.method == "POST":
        services.carry_over(collection, **posted_by(request))
        return done(request, collection, _("ยกโครงการของปีก่อนมาดำเนินการต่อในปีนี้แล้ว ขั้นที่ 4 เปิดแล้ว"))
    verdict = can(person(request), "carry_over", collection, clock.now())
    insist(verdict)
    project = project_to_carry_over(collection.case)
    assert project is not None  # the verdict rests on it
    context = frame_of(collection, _("ดำเนินโครงการต่อจากปีก่อน")) | {
        "project": project,
        "target": project.year_targets.filter(be_year=collection.assignment.year.be_year).first(),
        "version": collection.version,
        "key": uuid4(),
        "page_url": step_page(collection),
    }
    return render(request, "innovation/collection/carry_over.html", context)
