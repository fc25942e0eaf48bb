"""The shared link: the officer's page with address and QR code, and the public page behind it."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID, uuid4

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import clock
from indicators.permissions import can_edit
from indicators.services.errors import Invalid, insist
from indicators.views.fetching import form_key, person
from indicators.views.report_pages import Context
from indicators.workflow.processes import PROCESSES
from innovation.forms.idea_shared import SharedIdeaForm
from innovation.models import Collection, Form, Idea, RoundForm, SharedLink
from innovation.selectors.ideas import types_of
from innovation.services import shared_links as services
from innovation.services.entering import IdeaForm1, SaidOtherwise
from innovation.services.shared_links import LinkGone, TooManyIdeas
from innovation.views.step_pages import fetch, frame_of, step_page


def _to_change(request: HttpRequest, pk: int) -> Collection:
    collection = fetch(request, Collection, pk)
    insist(can_edit(person(request), collection))
    return collection


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    collection = _to_change(request, pk)
    link = services.current(collection)
    expired = link is not None and link.expires_at <= clock.now()
    context = frame_of(collection, _("ลิงก์และ QR ให้ผู้เสนอกรอกเอง")) | {
        "link": link,
        "expired": expired,
        "address": _address(request, link) if link else "",
        "days": collection.case.round.link_days,
        "from_links": collection.ideas.filter(source=Idea.Source.LINK).count(),
        "open_url": step_page(collection, "link-open"),
        "close_url": step_page(collection, "link-close"),
        "qr_url": step_page(collection, "link-qr"),
    }
    return render(request, "innovation/shared_link/page.html", context)


@require_POST
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    collection = _to_change(request, pk)
    services.open_link(collection, actor=person(request))
    messages.success(request, _("เปิดลิงก์แล้ว ส่งที่อยู่หรือ QR ให้ผู้เสนอได้"))
    return redirect(step_page(collection, "link"))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    collection = _to_change(request, pk)
    if link := services.current(collection):
        services.close_link(link, actor=person(request))
    messages.success(request, _("ปิดลิงก์แล้ว ผู้ที่มีลิงก์นี้ส่งความคิดเห็นไม่ได้อีก"))
    return redirect(step_page(collection, "link"))


@require_safe
@never_cache
def qr(request: HttpRequest, pk: int) -> HttpResponse:
    """The link as a picture; at an address of its own, because the content security policy takes no data: images."""
    link = services.current(_to_change(request, pk))
    if link is None:
        raise Http404
    picture = BytesIO()
    code = segno.make(_address(request, link), error="m", micro=False)
    code.save(picture, kind="svg", scale=8, border=4, light="#fff", svgclass=None, lineclass=None)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


def _address(request: HttpRequest, link: SharedLink) -> str:
    return request.build_absolute_uri(reverse("shared-idea", args=[link.token]))


def _link_or_404(token: str) -> SharedLink:
    related = (f"collection__{way}" for way in PROCESSES[Collection].related)
    return get_object_or_404(SharedLink.objects.select_related(*related), token=token)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shared_idea(request: HttpRequest, token: str) -> HttpResponse:
    """Form 1 for whoever has the link. The browser is asked for nothing but the form's own cookie."""
    link = _link_or_404(token)
    types = types_of(link.collection)
    form = SharedIdeaForm(request.POST if request.method == "POST" else None, types=types)
    try:
        services.insist_it_takes(link, clock.now())
        if request.method == "POST" and form.is_valid():
            return _hand_in(request, link, form)
    except LinkGone as gone:
        return _gone(request, link, form, str(gone))
    return _form_page(request, link, form, status=422 if form.is_bound else 200)


def _hand_in(request: HttpRequest, link: SharedLink, form: SharedIdeaForm) -> HttpResponse:
    typed = IdeaForm1(key=form_key(request) or uuid4(), fields=form.columns, proposer=form.person)
    try:
        idea = services.hand_in(
            link,
            typed,
            address=request.META.get("REMOTE_ADDR", ""),
            consented=form.cleaned_data["consent"],
        )
    except SaidOtherwise:
        form.add_error(None, _("แบบนี้ส่งไปแล้ว ถ้าต้องการเสนอเป็นอีกเรื่องให้กดส่งอีกครั้ง"))
        return _form_page(request, link, form, status=422, key=uuid4())
    except Invalid as invalid:
        for name, sentence in invalid.errors.items():
            name = {"innovation_type": "type"}.get(name, name)
            form.add_error(name if name in form.fields else None, sentence)
        return _form_page(request, link, form, status=422)
    except TooManyIdeas as many:
        form.add_error(None, str(many))
        response = _form_page(request, link, form, status=429)
        response["Retry-After"] = str(many.wait)
        return response
    return redirect("shared-idea-thanks", token=link.token, key=idea.key)


def _form_page(
    request: HttpRequest, link: SharedLink, form: SharedIdeaForm, status: int, key: UUID | None = None
) -> HttpResponse:
    context = _frame(link) | {
        "form": form,
        "consent_text": link.collection.case.round.consent_text,
        "hidden": [("key", key or form_key(request) or uuid4())],
        "actions": [{"label": _("ส่งความคิดเห็น"), "style": "primary"}],
        "expires_at": link.expires_at,
    }
    return _public(render(request, "innovation/shared_link/form.html", context, status=status))


def _gone(request: HttpRequest, link: SharedLink, form: SharedIdeaForm, sentence: str) -> HttpResponse:
    """The link takes nothing more; what was typed is shown, to copy."""
    names = [name for name in form.fields if name not in {"consent", "type"}]
    typed = [(form.fields[name].label, form.data[name]) for name in names if form.is_bound and form.data.get(name)]
    context = _frame(link) | {"sentence": sentence, "typed": typed}
    return _public(render(request, "innovation/shared_link/gone.html", context, status=410))


@login_not_required
@never_cache
@require_safe
def thanks(request: HttpRequest, token: str, key: UUID) -> HttpResponse:
    """What was handed in with this form's key, by its reference number alone."""
    link = _link_or_404(token)
    idea = get_object_or_404(Idea, collection=link.collection_id, source=Idea.Source.LINK, key=key)
    assignment = link.collection.assignment
    context = _frame(link) | {
        "title": _("ขอบคุณสำหรับความคิดเห็น"),
        "reference": f"{assignment.year.be_year}-{assignment.agency.code}-{idea.number:03d}",
        "received_at": idea.added_at,
        "again_url": reverse("shared-idea", args=[token]),
    }
    return _public(render(request, "innovation/shared_link/thanks.html", context))


def _frame(link: SharedLink) -> Context:
    assignment = link.collection.assignment
    form = RoundForm.objects.filter(round_id=link.collection.case.round_id, form=Form.IDEA).first()
    return {
        "title": form.title if form else _("แบบเสนอความคิดเห็น"),
        "caption": f"{assignment.agency} – {_('ปีงบประมาณ พ.ศ.')} {assignment.year}",
    }


def _public(response: HttpResponse) -> HttpResponse:
    """The address is a secret of those it was given to: no search engine keeps it."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
