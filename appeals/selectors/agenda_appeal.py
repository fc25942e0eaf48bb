"""What an appeal is on the committee's agenda: read from the revision that lies before it, never from the row."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals.models import Appeal
from appeals.selectors.places import appeal_page
from appeals.selectors.subjects import subject_words
from indicators.selectors.agenda import AgendaKind, Result, Rows
from indicators.selectors.content import Content
from thai.dates import active_language, format_date


def _title(content: Content) -> str:
    return _("อุทธรณ์%(subject)s – %(assignment)s") % {
        "subject": subject_words(content["appeal"]["position"]),
        "assignment": content["assignment"]["name_line"],
    }


def _summary(content: Content) -> Rows:
    """What a member wants to know first: who asks for what, and why."""
    appeal = content["appeal"]
    rows = [
        (_("หน่วยงาน"), content["assignment"]["agency"]),
        (_("เรื่องที่อุทธรณ์"), subject_words(appeal["position"])),
        (_("หนังสืออุทธรณ์"), _letter(appeal["letter"])),
        (_("สาเหตุการอุทธรณ์"), code_words(appeal["cause"])),
        (_("ผลที่ขอ"), code_words(appeal["requested_outcome"])),
    ]
    if late := appeal["late_permission"]:
        rows.append((_("ยื่นล่าช้าโดยได้รับอนุญาต เพราะ"), late["reason"]))
    return rows


def _sections(content: Content) -> list[tuple[str, Rows]]:
    appeal, assignment = content["appeal"], content["assignment"]
    happened: Rows = [(_("เหตุที่เกิดขึ้น"), appeal["what_happened"])]
    if order := appeal["order"]:
        happened.append((_("คำสั่งที่เกี่ยวข้อง"), _order(order)))
    sections = [(_("เหตุแห่งการอุทธรณ์"), happened)]
    if appeal["criterion_version"] is not None:
        before = _("ข้อความเกณฑ์เดิม (ฉบับที่ %(version)s)") % {"version": appeal["criterion_version"]}
        texts = [(before, appeal["criterion_before"]), (_("ข้อความเกณฑ์ที่ขอ"), appeal["criterion_asked"])]
        sections.append((_("เกณฑ์การให้คะแนน"), texts))
    facts = [
        (_("ตัวชี้วัด"), assignment["name_line"]),
        (_("คำนิยาม"), assignment["definition"]),
        (_("วิธีการคำนวณ"), assignment["method"]),
        (_("น้ำหนัก"), _("%(weight)s คะแนน") % {"weight": assignment["weight"]}),
    ]
    return [*sections, (_("ตัวชี้วัด"), facts)]


def code_words(code: Content | None) -> str:
    """A row of the year's code tables as the content has it."""
    return _("ข้อ %(code)s %(label)s") % code if code else ""


def _letter(letter: Content | None) -> str:
    if letter is None:
        return ""
    day = _day(letter["date"])
    number = _("ที่ %(number)s ลงวันที่ %(day)s") % {"number": letter["number"], "day": day}
    return "\n".join(filter(None, [" ".join(filter(None, [letter["speed"], number])), letter["subject"]]))


def _order(order: Content) -> str:
    told = {"number": order["number"], "day": _day(order["dated"]), "subject": order["subject"]}
    return _("%(number)s ลงวันที่ %(day)s เรื่อง %(subject)s") % told


def _day(day: str | None) -> str:
    return format_date(date.fromisoformat(day), "long", active_language()) if day else "–"


APPEAL_ON_AGENDA = AgendaKind(
    model=Appeal,
    title=_title,
    summary=_summary,
    sections=_sections,
    page=appeal_page,
    results=(
        Result("accept", gettext_lazy("รับอุทธรณ์โดยมีเงื่อนไข"), "conditions"),
        Result("accept_unconditionally", gettext_lazy("รับอุทธรณ์"), "done"),
        Result("accept_in_part", gettext_lazy("รับอุทธรณ์บางส่วนโดยมีเงื่อนไข"), "conditions"),
        Result("accept_in_part_unconditionally", gettext_lazy("รับอุทธรณ์บางส่วน"), "done"),
        Result("reject", gettext_lazy("ไม่รับอุทธรณ์"), "rejected"),
    ),
    withdrawn=gettext_lazy("ถอนอุทธรณ์"),
)
