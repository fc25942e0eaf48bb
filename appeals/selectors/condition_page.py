"""A condition as its page shows it: what is required, what was reported and found, what the committee ruled."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from appeals.models import Condition, ConditionReport
from appeals.selectors.words import quantity_of
from indicators.selectors.evidence import Row, frozen_rows
from thai.dates import active_language, format_date, format_datetime

_LOOKS = {"pending": "submitted", "verified": "accepted", "refused": "returned"}


def facts_of(condition: Condition) -> list[tuple[str, str]]:
    """What the committee asked for, for components/definition_rows.html."""
    lang = active_language()
    rows = [
        (_("เงื่อนไข"), condition.text),
        (_("จำนวนที่กำหนด"), required_words(condition)),
        (_("ภายในวันที่"), format_date(condition.due_on, "full", lang) if condition.due_on else ""),
    ]
    if condition.settled_at:
        rows.append((_("ยุติเมื่อ"), _when_by(condition.settled_by, format_datetime(condition.settled_at, lang))))
    return rows


def required_words(condition: Condition) -> str:
    """The quantity and unit, or that documents are what counts."""
    if condition.quantity is None:
        return _("ไม่กำหนดจำนวน ตรวจจากเอกสาร")
    return quantity_of(condition.quantity, condition.unit)


def report_rows(condition: Condition) -> list[dict[str, Any]]:
    """The reports, the newest first, each with the documents of its revision and their files. Three queries for any
    number. `again` names documents that an earlier report that was not refused has brought already."""
    rows = condition.reports.select_related("reported_by", "ruled_by", "revision").order_by("number")
    reports = list(rows)
    evidence = {report.pk: json.loads(report.revision.content)["evidence"] for report in reports}
    documents = iter(frozen_rows([cited for cites in evidence.values() for cited in cites]))
    brought: dict[int, int] = {}
    found = []
    for report in reports:
        cites = evidence[report.pk]
        found.append(_report_row(condition, report, cites, list(islice(documents, len(cites))), brought))
        if report.verdict != ConditionReport.Verdict.REFUSED:
            for cited in cites:
                brought.setdefault(cited["document"], report.number)
    return found[::-1]


def _report_row(
    condition: Condition,
    report: ConditionReport,
    cites: list[dict[str, Any]],
    documents: list[Row],
    brought: dict[int, int],
) -> dict[str, Any]:
    lang = active_language()
    again = [
        _("“%(subject)s” ใช้เป็นหลักฐานในรายงานครั้งที่ %(number)s แล้ว ตรวจว่าไม่ได้นับผลงานเดียวกันซ้ำ")
        % {"subject": cited["subject"], "number": brought[cited["document"]]}
        for cited in cites
        if cited["document"] in brought
    ]
    facts = [(_("วันที่ดำเนินการ"), format_date(report.done_on, "full", lang)), (_("สิ่งที่ดำเนินการ"), report.text)]
    if report.quantity is not None:
        facts.insert(0, (_("จำนวนที่รายงาน"), quantity_of(report.quantity, condition.unit)))
    facts.append((_("รายงานโดย"), _when_by(report.reported_by, format_datetime(report.reported_at, lang))))
    if report.ruled_at:
        facts.append((_("ตรวจโดย"), _when_by(report.ruled_by, format_datetime(report.ruled_at, lang))))
    if report.reason:
        facts.append((_("เหตุผลที่ไม่รับรอง"), report.reason))
    return {
        "report": report,
        "look": _LOOKS[report.verdict],
        "word": report.get_verdict_display(),
        "facts": facts,
        "evidence": documents,
        "again": again,
        "is_pending": report.verdict == ConditionReport.Verdict.PENDING,
    }


def ruling_rows(condition: Condition) -> list[list[tuple[str, str]]]:
    """What the committee ruled, the newest first, each as facts."""
    lang = active_language()
    rows = []
    for ruling in condition.rulings.select_related("ruled_by").order_by("-pk"):
        facts = [
            (_("มติ"), ruling.get_ruling_display()),
            (_("มติที่ประชุมครั้งที่"), f"{ruling.resolution_reference} ({format_date(ruling.resolved_on, 'long', lang)})"),
            (_("เหตุผล"), ruling.reason),
        ]
        if ruling.due_before:
            facts.append((_("กำหนดเดิม"), format_date(ruling.due_before, "long", lang)))
        if ruling.due_on:
            facts.append((_("ขยายถึงวันที่"), format_date(ruling.due_on, "long", lang)))
        facts.append((_("บันทึกโดย"), _when_by(ruling.ruled_by, format_datetime(ruling.ruled_at, lang))))
        rows.append(facts)
    return rows


def _when_by(who: User | None, when: str) -> str:
    return f"{who.full_name if who else _('ระบบ')} · {when}"
