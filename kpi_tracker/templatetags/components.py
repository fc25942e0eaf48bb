"""What templates/components/ asks of Python: looks of statuses, problems of a page's forms, tables."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from django import forms, template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()


class StatusLook(NamedTuple):
    """How a status is told: by its word, then by its shape, last by its colour.

    `icon` is a name of Bootstrap Icons; `tone` is plain, soft, neutral, good, turn, warn or bad
    (components.css).
    """

    word: str | Promise
    icon: str
    tone: str
    flipped: bool = False


STATUS_LOOKS = {
    "not_started": StatusLook(_("ยังไม่เริ่ม"), "circle", "soft"),
    "locked": StatusLook(_("ยังเริ่มไม่ได้"), "lock-fill", "soft"),
    "draft": StatusLook(_("กำลังทำ"), "pencil-fill", "neutral"),
    "submitted": StatusLook(_("ส่งแล้ว"), "send-fill", "turn"),
    "returned": StatusLook(_("ขอแก้ไข"), "arrow-return-left", "warn"),
    "endorsed": StatusLook(_("เห็นชอบแล้ว"), "check-lg", "good"),
    "accepted": StatusLook(_("ผ่านการตรวจประเมินแล้ว"), "check-circle-fill", "plain"),
    # The steps of an innovation case.
    "open": StatusLook(_("กำลังทำ"), "pencil-fill", "neutral"),
    "sent": StatusLook(_("ส่งแล้ว"), "send-fill", "turn"),
    "scheduled": StatusLook(_("อยู่ในวาระประชุม"), "calendar-event-fill", "turn"),
    "revising": StatusLook(_("อนุมัติโดยให้ปรับปรุง"), "arrow-return-left", "warn"),
    "revised": StatusLook(_("ปรับปรุงแล้ว"), "send-fill", "turn"),
    "rejected": StatusLook(_("ไม่ได้รับอนุมัติ"), "x-circle-fill", "bad"),
    "carried": StatusLook(_("ยกมาจากปีก่อน"), "arrow-right-circle-fill", "plain"),
    "done": StatusLook(_("เสร็จแล้ว"), "check-circle-fill", "plain"),
    # Appeals.
    "filed": StatusLook(_("ยื่นแล้ว รอรับเรื่อง"), "send-fill", "turn"),
    "registered": StatusLook(_("รับเรื่องแล้ว"), "inbox-fill", "turn"),
    "conditions": StatusLook(_("มีเงื่อนไขที่ต้องทำ"), "list-check", "warn"),
    "closed": StatusLook(_("ยุติแล้ว"), "check-circle-fill", "plain"),
    "withdrawn": StatusLook(_("ถอนเรื่อง"), "x-circle", "soft"),
    "late": StatusLook(_("ส่งหลังกำหนด"), "clock-fill", "warn"),
    "overdue": StatusLook(_("เลยกำหนด"), "exclamation-triangle-fill", "bad"),
    # The officer's own judgement of the plan: quiet while on plan, loud for the exceptions.
    "on_plan": StatusLook(_("ตามแผน"), "triangle-fill", "plain"),
    "at_risk": StatusLook(_("เสี่ยง"), "diamond-fill", "warn"),
    "delayed": StatusLook(_("ล่าช้า"), "triangle-fill", "bad", flipped=True),
    # How much a score can be relied on.
    "final": StatusLook(_("คะแนนเป็นที่สุด"), "check-circle-fill", "plain"),
    "conditional": StatusLook(_("คะแนนมีเงื่อนไข"), "hourglass-split", "warn"),
    "partial": StatusLook(_("ให้คะแนนบางส่วน"), "circle-half", "turn"),
    # Unmarked is not 0: it is told in words, 0 as a number.
    "unmarked": StatusLook(_("ยังไม่ให้คะแนน"), "dash-circle", "soft"),
    "mark_late": StatusLook(_("ให้คะแนนล่าช้า"), "clock-fill", "warn"),
    "thread_open": StatusLook(_("รอคำตอบหรือการแก้ไข"), "chat-left-text-fill", "turn"),
    "thread_resolved": StatusLook(_("ปิดแล้ว"), "check-lg", "good"),
    # What became of a file between two submissions.
    "file_added": StatusLook(_("เพิ่ม"), "plus-circle-fill", "good"),
    "file_removed": StatusLook(_("นำออก"), "dash-circle", "warn"),
    "file_replaced": StatusLook(_("เปลี่ยนไฟล์"), "arrow-repeat", "turn"),
    "file_renamed": StatusLook(_("เปลี่ยนชื่อ"), "pencil-fill", "neutral"),
    "not_sent": StatusLook(_("ยังไม่ส่ง"), "circle", "soft"),
}


@register.filter
def status_look(status: str) -> StatusLook:
    """The look of a status; one without a row shows its own code, neutral, rather than nothing."""
    return STATUS_LOOKS.get(status, StatusLook(status, "dot", "neutral"))


@register.simple_tag
def status_tag(status: str, word: str | Promise | None = "") -> SafeString:
    """A status by its word, or by `word` in place of it, and by its shape (components/status_tag.html)."""
    look = status_look(status)
    return _status_tag(look.icon, look.flipped, look.tone, str(word or look.word))


# Lists have hundreds of tags, of a dozen kinds. Typed: a text that is safe is drawn as it is, its twin escaped.
@lru_cache(maxsize=1024, typed=True)
def _status_tag(shape: str, flipped: bool, tone: str, word: str) -> SafeString:
    context = {"shape": shape, "flipped": flipped, "tone": tone, "word": word}
    return render_to_string("components/status_tag.html", context)


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, size: int = 18, flipped: bool = False) -> SafeString:
    """A decorative picture of Bootstrap Icons, `size` px high (components/icon.html)."""
    return render_to_string("components/icon.html", {"name": name, "size": size, "flipped": flipped})


class Problem(NamedTuple):
    """One line of the error summary. `target` is the id of an element that takes focus, "" if none does."""

    message: str
    target: str


@register.simple_tag(takes_context=True)
def page_problems(context: Context) -> list[Problem]:
    """Errors of every form of the page: of `form`, `formset`, of each entry of `forms`, and of a reason refused.

    A reason is asked for by one of the page's `actions` (action_with_reason.html).
    """
    found = [context.get("form"), context.get("formset"), *(context.get("forms") or [])]
    seen: set[int] = set()
    problems: list[Problem] = []
    for one in found:
        if id(one) not in seen:
            seen.add(id(one))
            problems.extend(_problems(one))
    told = {problem.message for problem in problems}
    refused = [action for action in context.get("actions") or [] if action.get("reason_error")]
    problems += [
        Problem(str(action["reason_error"]), f"reason-{action['code']}")
        for action in refused
        if str(action["reason_error"]) not in told
    ]
    return problems


def _problems(form: object) -> Iterator[Problem]:
    if isinstance(form, forms.BaseFormSet):
        if not form.is_bound:
            return
        for message in form.non_form_errors():
            yield Problem(str(message), form_errors_id(form))
        for member in form.forms:
            yield from _problems(member)
    elif isinstance(form, forms.BaseForm):
        for message in form.non_field_errors():
            yield Problem(str(message), form_errors_id(form))
        for field in form:
            for message in field.errors:
                yield Problem(str(message), control_id(field))


@register.simple_tag(takes_context=True)
def typed_before(context: Context) -> list[tuple[str, str]]:
    """(label, text) of what a person had typed who goes on from a colleague's text (frame/conflict.html)."""
    posted = context["request"].POST
    if posted.get("resolve") != "continue":
        return []
    return list(zip(posted.getlist("mine-label"), posted.getlist("mine-text"), strict=False))


@register.filter
def form_errors_id(form: "forms.BaseForm | forms.BaseFormSet[forms.BaseForm]") -> str:
    """The id of the box with the errors that belong to the whole form (bootstrap5/errors.html)."""
    return f"errors_{form.prefix or 'form'}"


@register.filter
def control_id(field: BoundField) -> str:
    """The id of the control to put the focus on: of a group its first, of a hidden field none ("")."""
    widget = field.field.widget
    if field.is_hidden or not field.auto_id:
        return ""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        first = next(iter(field.subwidgets), None)
        return (first.id_for_label or "") if first else ""
    if isinstance(widget, forms.MultiWidget):
        first_name: str = widget.widgets_names[0]  # type: ignore[attr-defined]  # the stubs lack it
        return f"{field.auto_id}{first_name}"
    return field.id_for_label or field.auto_id


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether the label ends "(ไม่บังคับ)".

    Not for a single tick box (leaving it is an answer), nor for a field named in the form's
    `needed_to_submit`: a draft may leave that one empty, a submission may not.
    """
    needed = getattr(field.form, "needed_to_submit", ())
    single_tick = isinstance(field.field.widget, forms.CheckboxInput)
    return not (field.field.required or single_tick or field.name in needed)


@register.filter
def notes_of(field: BoundField) -> Sequence[object]:
    """What reviewers said of a field: the form's `threads`."""
    notes: Sequence[object] = getattr(field.form, "threads", {}).get(field.name, ())
    return notes


@register.simple_tag
def contact_line(office: str) -> str:
    """How to reach `office` ("evaluation" or "secretariat"): its text in settings.CONTACTS, or ""."""
    return str(getattr(settings, "CONTACTS", {}).get(office, ""))


@register.simple_block_tag
def data_table(content: str, caption: str, region: str = "table", caption_hidden: bool = False) -> SafeString:
    """`<thead>` and `<tbody>` between the tags become a captioned table in a region that scrolls by itself.

    `region` is the id of the region, unique on the page. Each row's heading cell is a `<th scope="row">`.
    """
    context = {"content": content, "caption": caption, "region": region, "caption_hidden": caption_hidden}
    return render_to_string("components/data_table.html", context)
