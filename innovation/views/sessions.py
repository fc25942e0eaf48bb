"""The pages of one service session: record, look at, correct, withdraw, its photo."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import clock
from indicators.files.refusals import NoStore
from indicators.forms.reason import ReasonForm
from indicators.permissions import can_edit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion, insist
from indicators.views import uploads
from indicators.views.fetching import form_key, person, seen_version, visible_or_404
from indicators.views.handing_out import hand_out
from indicators.views.reasons import done_with_reason, with_refused_reason
from indicators.views.report_pages import posted_by
from indicators.workflow.processes import PROCESSES
from innovation.forms.session import SessionForm
from innovation.models import Development, ServiceSession
from innovation.selectors.figures import figures_of
from innovation.selectors.sessions import at_place, last_place
from innovation.services import sessions as services
from innovation.services.session_fields import why_not_on
from innovation.views.step_pages import Context, fetch, frame_of, step_page
from innovation.views.writing import changed_meanwhile, no_store, shown, too_late
from thai.dates import active_language, format_date


def fetch_session(request: HttpRequest, pk: int) -> ServiceSession:
    """A session the person may see, with its development's and its photo's rows."""
    development = PROCESSES[Development].related
    rows = ServiceSession.objects.select_related("photo", *(f"development__{path}" for path in development))
    return visible_or_404(request, rows, pk)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    development = fetch(request, Development, pk)
    if request.method != "POST":
        insist(can_edit(person(request), development))
        today = clock.today()
        initial = {
            "date": None if why_not_on(development, today, today) else today,
            "place": last_place(development),
        }
        form = SessionForm(initial=initial)
        return _add_page(request, development, form, uploads.Uploads(), key=uuid4())
    return _posted(request, development, None)


def _posted(request: HttpRequest, development: Development, session: ServiceSession | None) -> HttpResponse:
    """A sent form of a new session, or of one that is there."""
    sent = uploads.Uploads()
    form = SessionForm(request.POST, request.FILES, has_photo=bool(session and session.photo_id))
    try:
        insist(can_edit(person(request), development))
        sent = _photo(request)
        uploads.show_refused(form, sent.refused)
        if form.is_valid():
            return _keep(request, development, session, form, sent)
    except NotAllowed as refused:
        return too_late(request, refused, form)
    except NoStore as none:
        return no_store(request, none, form)
    except StaleVersion as stale:
        return _conflict(request, development, stale, form, sent)
    except Invalid as invalid:
        for field, sentence in invalid.errors.items():
            form.add_error(field if field in form.fields else None, sentence)
    # A key that was used up must not come back: the next sending is another session.
    used_up = "__all__" in form.errors
    if session:
        return _edit_page(request, session, form, sent, status=422)
    return _add_page(request, development, form, sent, key=None if used_up else form_key(request), status=422)


def _photo(request: HttpRequest) -> uploads.Uploads:
    """The photo that was sent; one chosen now takes the place of one that is kept from a form sent back."""
    sent = uploads.receive(request)
    return uploads.Uploads(sent.received[-1:], sent.refused)


def _keep(
    request: HttpRequest,
    development: Development,
    session: ServiceSession | None,
    form: SessionForm,
    sent: uploads.Uploads,
) -> HttpResponse:
    photo = sent.received[-1] if sent.received else None
    if session is None:
        key = form_key(request) or uuid4()
        made = services.add(development, actor=person(request), key=key, fields=form.columns, photo=photo)
        _tell_added(request, development, made)
        return redirect(step_page(development))
    services.edit(
        session,
        actor=person(request),
        version=seen_version(request),
        fields=form.columns,
        photo=photo,
        drop_photo=bool(form.cleaned_data.get("drop_photo")),
    )
    messages.success(request, _("แก้ไขครั้งที่ให้บริการแล้ว"))
    return redirect("session", pk=session.pk)


def _tell_added(request: HttpRequest, development: Development, made: ServiceSession) -> None:
    figures = figures_of(development)
    day = format_date(made.date, "full", active_language())
    messages.success(request, _("บันทึก%(day)s แล้ว รวม %(words)s") % {"day": day, "words": figures.in_words})
    same = [each for each in at_place(development, made.place) if each.date == made.date and each.pk != made.pk]
    if same:
        words = {"day": day, "count": len(same)}
        messages.warning(request, _("%(day)s มีบันทึกที่สถานที่นี้อยู่ก่อนแล้ว %(count)s ครั้ง ถ้าเป็นครั้งเดียวกัน ให้ถอนครั้งที่ซ้ำ") % words)


def _add_page(
    request: HttpRequest,
    development: Development,
    form: SessionForm,
    sent: uploads.Uploads,
    key: UUID | None,
    status: int = 200,
) -> HttpResponse:
    number = figures_of(development).sessions + 1
    today = clock.today()
    context = frame_of(development, _("บันทึกครั้งที่ %(number)s") % {"number": number}) | {
        "form": form,
        "today": today,
        "already": [each for each in at_place(development, last_place(development)) if each.date == today],
        "received": sent.received,
        "hidden": [("key", key or uuid4()), *uploads.slips(request, sent.received)],
        "actions": [{"label": _("บันทึก"), "style": "primary"}],
    }
    return render(request, "innovation/session/form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    session = fetch_session(request, pk)
    if request.method == "POST":
        return _posted(request, session.development, session)
    insist(can_edit(person(request), session.development))
    if session.withdrawn_at:
        return redirect("session", pk=session.pk)
    form = SessionForm(initial=_initial(session), has_photo=bool(session.photo_id))
    return _edit_page(request, session, form, uploads.Uploads())


def _initial(session: ServiceSession) -> dict[str, object]:
    return {name: getattr(session, name) for name in ("date", "place", "people", "note")}


def _edit_page(
    request: HttpRequest, session: ServiceSession, form: SessionForm, sent: uploads.Uploads, status: int = 200
) -> HttpResponse:
    context = _frame(session, _("แก้ไขครั้งที่ให้บริการ")) | {
        "form": form,
        "received": sent.received,
        "hidden": [
            ("version", request.POST.get("version", session.version)),
            *uploads.slips(request, sent.received),
        ],
        "actions": [{"label": _("บันทึก"), "style": "primary"}],
    }
    return render(request, "innovation/session/form.html", context, status=status)


def _conflict(
    request: HttpRequest, development: Development, stale: StaleVersion, form: SessionForm, sent: uploads.Uploads
) -> HttpResponse:
    current = stale.current
    assert isinstance(current, ServiceSession)
    theirs = _initial(current)
    differing = [
        (str(form.fields[name].label), shown(form.columns[name]), shown(value))
        for name, value in theirs.items()
        if form.columns[name] != value
    ]
    return changed_meanwhile(
        request,
        development,
        differing,
        page_url=reverse("session", args=[current.pk]),
        instead=[("version", str(current.version)), *uploads.slips(request, sent.received)],
    )


def _frame(session: ServiceSession, title: str) -> Context:
    return frame_of(session.development, title) | {"session": session}


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _detail_page(request, fetch_session(request, pk))


def _detail_page(request: HttpRequest, session: ServiceSession, refused: ReasonForm | None = None) -> HttpResponse:
    actions: list[Context] = []
    if session.withdrawn_at is None and can_edit(person(request), session.development).allowed:
        actions = [
            {"label": _("แก้ไข"), "url": reverse("session-edit", args=[session.pk]), "style": "primary"},
            {
                "label": _("ถอนครั้งนี้"),
                "url": reverse("session-withdraw", args=[session.pk]),
                "post": True,
                "hidden": [("version", session.version), ("key", uuid4())],
                "reason": _("เหตุผลที่ถอน"),
                "code": "withdraw",
            },
        ]
    title = _("การให้บริการ%(day)s") % {"day": format_date(session.date, "full", active_language())}
    context = with_refused_reason(_frame(session, title) | {"actions": actions}, refused)
    return render(request, "innovation/session/detail.html", context, status=422 if refused else 200)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    session = fetch_session(request, pk)
    form = ReasonForm(request.POST, action="withdraw")
    posted = posted_by(request)
    if not done_with_reason(form, lambda reason: services.withdraw(session, **posted, reason=reason)):
        return _detail_page(request, session, refused=form)
    messages.success(request, _("ถอนครั้งนี้แล้ว ไม่นับรวมในยอด แต่ยังแสดงพร้อมเหตุผล"))
    return redirect(step_page(session.development))


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The photo, to be seen on a page of this site or saved."""
    session = fetch_session(request, pk)
    if session.photo is None:
        raise Http404
    return hand_out(request, session.photo, session.photo_name, session=session.pk)
