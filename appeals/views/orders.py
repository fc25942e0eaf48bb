"""Orders of the city: the list, recording one, and preparing drafts of appeals from it."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from appeals.forms.order import AssignmentTicks, OrderForm
from appeals.models import CityOrder
from appeals.selectors.orders import Affected, affected, assignments_of, indicators_of, order_rows
from appeals.services import orders as services
from appeals.services.orders import may_issue
from appeals.views.appeal_pages import code_words
from indicators import clock
from indicators.models import Assignment, FiscalYear, Indicator
from indicators.services.errors import Invalid, insist
from indicators.views import filters
from indicators.views.fetching import form_key, person
from indicators.views.paging import paged
from innovation.views.meeting_pages import insist_city, tell
from thai.dates import active_language, fiscal_year, format_date, format_datetime

PAGE_SIZE = 100
# So many that were left out are told one by one.
MOST_TOLD = 10


@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    user = insist_city(request)
    add = {"label": _("บันทึกคำสั่ง"), "url": reverse("city-order-add"), "style": "primary"}
    context = {
        "title": _("คำสั่งที่มีผลทั้งเมือง"),
        "breadcrumbs": [(_("อุทธรณ์"), reverse("appeal-list"))],
        "page": paged(request, order_rows(), PAGE_SIZE),
        "actions": [add] if may_issue(user).allowed else [],
    }
    return render(request, "appeals/order/list.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    user = insist_city(request)
    insist(may_issue(user))
    years = list(FiscalYear.objects.filter(closed_at__isnull=True))
    year = _year(years, filters.digits_asked(request, "year"))
    if year is None:
        messages.warning(request, _("ไม่มีปีงบประมาณที่เปิดอยู่"))
        return redirect("city-order-list")
    form = OrderForm(request.POST if request.method == "POST" else None, year=year)
    if form.is_bound and form.is_valid():
        try:
            order = services.issue(year, actor=user, fields=form.cleaned_data, key=form_key(request))
        except Invalid as invalid:
            tell(form, invalid)
        else:
            messages.success(request, _("บันทึกคำสั่งแล้ว เลือกตัวชี้วัดที่ได้รับผลกระทบต่อได้"))
            return redirect("city-order", pk=order.pk)
    context = {
        "title": _("บันทึกคำสั่งที่มีผลทั้งเมือง"),
        "breadcrumbs": [(_("คำสั่งที่มีผลทั้งเมือง"), reverse("city-order-list"))],
        "form": form,
        "filters": filters.Filters([filters.years(years, year)] if len(years) > 1 else []),
        "year": year,
        "hidden": [("key", request.POST.get("key") or uuid4())],
        "actions": [{"label": _("บันทึกคำสั่ง"), "style": "primary"}],
    }
    return render(request, "appeals/order/add.html", context, status=422 if form.is_bound else 200)


def _year(years: list[FiscalYear], named: str) -> FiscalYear | None:
    """The year that the address names, else that of today, else the newest."""
    by_name = {str(year.be_year): year for year in years}
    newest = years[0] if years else None
    return by_name.get(named) or by_name.get(str(fiscal_year(clock.today()))) or newest


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    insist_city(request)
    return _page(request, _order(pk))


@require_http_methods(["POST"])
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare a draft for each assignment that was ticked."""
    user = insist_city(request)
    insist(may_issue(user))
    order = _order(pk)
    rows = [row.assignment for row in _shown(request, order) if row.open is None]
    form = AssignmentTicks(request.POST, assignments=rows)
    if not form.is_valid():
        return _page(request, order, form, status=422)
    ticked = {key for key, _version in form.cleaned_data["assignments"]}
    chosen = Assignment.objects.filter(pk__in=ticked, year=order.year_id).select_related("agency", "indicator")
    done = services.apply(order, chosen, actor=user, key=form_key(request))
    if done.prepared:
        told = {"count": len(done.prepared)}
        messages.success(request, _("จัดทำร่างอุทธรณ์แล้ว %(count)s เรื่อง หน่วยงานเป็นผู้ยื่น") % told)
    for left in done.left_out[:MOST_TOLD]:
        facts = {"title": left.assignment, "agency": left.assignment.agency, "why": left.why}
        messages.warning(request, _("“%(title)s” (%(agency)s) ไม่ได้จัดทำร่าง: %(why)s") % facts)
    if len(done.left_out) > MOST_TOLD:
        rest = {"count": len(done.left_out) - MOST_TOLD}
        messages.warning(request, _("และอีก %(count)s เรื่องไม่ได้จัดทำร่าง") % rest)
    return redirect(f"{reverse('city-order', args=[order.pk])}?{request.GET.urlencode()}".rstrip("?"))


def _order(pk: int) -> CityOrder:
    rows = CityOrder.objects.select_related("year", "cause", "requested_outcome", "added_by")
    return get_object_or_404(rows, pk=pk)


def _indicator(request: HttpRequest, order: CityOrder) -> Indicator | None:
    named = request.GET.get("indicator", "")
    return next((each for each in indicators_of(order) if str(each.pk) == named), None)


def _shown(request: HttpRequest, order: CityOrder) -> list[Affected]:
    rows = assignments_of(order, _indicator(request, order))
    page = paged(request, rows, PAGE_SIZE)
    return [affected(assignment) for assignment in page]


def _page(
    request: HttpRequest, order: CityOrder, form: AssignmentTicks | None = None, status: int = 200
) -> HttpResponse:
    chosen = _indicator(request, order)
    page = paged(request, assignments_of(order, chosen), PAGE_SIZE)
    rows = [affected(assignment) for assignment in page]
    applies = may_issue(person(request)).allowed and not order.year.closed_at
    free = [row.assignment for row in rows if row.open is None]
    if applies and form is None and free:
        form = AssignmentTicks(assignments=free)
        if "all" in request.GET:
            form.tick_all()
    boxes = {box.data["value"].split("-")[0]: box for box in form["assignments"].subwidgets} if form else {}
    context = {
        "title": order.subject,
        "caption": f"{_('ปีงบประมาณ พ.ศ.')} {order.year}",
        "breadcrumbs": [(_("คำสั่งที่มีผลทั้งเมือง"), reverse("city-order-list"))],
        "order": order,
        "facts": _facts(order),
        "filters": filters.Filters([_by_indicator(order, chosen)]),
        "page": page,
        "rows": [(row, boxes.get(str(row.assignment.pk))) for row in rows],
        "form": form,
        "key": uuid4(),
    }
    return render(request, "appeals/order/detail.html", context, status=status)


def _by_indicator(order: CityOrder, chosen: Indicator | None) -> filters.Filter:
    offered = [(indicator.pk, indicator.name) for indicator in indicators_of(order)]
    every = _("ทุกตัวชี้วัดของปี")
    return filters.choice("indicator", _("ตัวชี้วัด"), chosen.pk if chosen else None, offered, every)


def _facts(order: CityOrder) -> list[tuple[str, str]]:
    when = format_datetime(order.added_at, active_language())
    return [
        (_("เลขที่"), order.number),
        (_("ลงวันที่"), format_date(order.dated, "long", active_language())),
        (_("เรื่อง"), order.subject),
        (_("สาเหตุการอุทธรณ์"), code_words(order.cause)),
        (_("ผลที่เสนอให้ขอ"), code_words(order.requested_outcome) or _("ให้หน่วยงานเลือกเอง")),
        (_("เหตุที่เกิดขึ้น"), order.what_happened),
        (_("บันทึกโดย"), f"{order.added_by.full_name} · {when}"),
    ]
