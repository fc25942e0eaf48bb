"""A page that shows the tokens and every component in every state: to know what there is, to look at, to measure.

Everything on it is made up, the forms take nothing in, and no address leads anywhere.
"""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.forms.layout import PlainFormMixin
from accounts.roles import Role
from indicators.charts.bullet import bullet
from indicators.charts.columns import columns
from indicators.charts.sparkline import sparkline
from indicators.charts.steps import steps
from indicators.charts.target import target_bar
from indicators.views.fetching import require_role
from indicators.views.filters import Filter, Filters, choice, words
from kpi_tracker.templatetags.components import STATUS_LOOKS
from thai.fields import ThaiDateField, ThaiDecimalField

LONG_TEXT = (
    "จัดอบรมผู้ใช้งานระบบยืมอุปกรณ์ 3 รุ่น รวม 46 คน ปรับขั้นตอนการอนุมัติจาก 5 ขั้นเหลือ 3 ขั้น "
    "และเริ่มให้บริการจริงที่ฝ่ายบริหารงานทั่วไป ผู้รับบริการรอเฉลี่ย 12 นาที จากเดิม 40 นาที"
)
FILES = [
    {"name": "บันทึกข้อความ_แจ้งผลการประชุม.pdf", "url": "#", "size": "1.2 MB", "note": ""},
    {"name": "ภาพกิจกรรมวันเปิดให้บริการที่มีชื่อไฟล์ยาวมากกว่าปกติ.jpg", "url": "#", "size": "640 KB", "note": ""},
]
TASKS = [
    {"name": "รวบรวมความคิดเห็น", "url": "#", "status": "accepted", "last": "สำนักงาน ก.ก. 22 ก.พ. 2564"},
    {"name": "คัดเลือกความคิดเห็น", "url": "#", "status": "returned", "hint": "แก้ภายในวันศุกร์ที่ 15 ต.ค. 2564"},
    {"name": "เสนอโครงการ", "url": "#", "status": "draft", "hint": "กรอกแล้ว 4 จาก 6 ส่วน"},
    {
        "name": "พัฒนานวัตกรรม",
        "status": "locked",
        "locked_reason": "เริ่มได้เมื่อคณะกรรมการเห็นชอบโครงการ รอผู้รับผิดชอบตัวชี้วัดส่งโครงการก่อน",
    },
]
EVENTS = [
    {
        "what": "ขอแก้ไขรายงานไตรมาส 2",
        "who": "นางสาวพิมพ์ใจ รอบคอบ ผู้ตรวจประเมิน (สยป.)",
        "when": "5 ก.ค. 2564 10.42 น.",
        "iso": "2021-07-05T10:42+07:00",
        "quote": "ข้อความตรงกับไตรมาส 1 ทั้งหมด โปรดระบุสิ่งที่ทำเพิ่มในไตรมาสนี้",
        "url": "#",
        "link": "ดูความเห็นทั้งหมด",
    },
    {
        "what": "ส่งรายงานไตรมาส 2",
        "who": "นายสมชาย ใจดี ผู้รับผิดชอบตัวชี้วัด",
        "when": "2 ก.ค. 2564 15.10 น.",
        "iso": "2021-07-02T15:10+07:00",
    },
]
EVIDENCE = [
    {
        "type": "บันทึกข้อความ",
        "number": "ผบ. 15/2564",
        "date": "12 ม.ค. 2564",
        "subject": "ขอเชิญประชุมคณะทำงาน",
        "files": FILES,
        "url": "#",
    },
    {"type": "ภาพถ่าย", "subject": "ภาพวันเปิดให้บริการ", "place": "แฟ้มที่ 3 ตู้เอกสารฝ่ายบริหารงานทั่วไป"},
    {"type": "คำสั่ง", "subject": "แต่งตั้งคณะทำงาน", "missing": "ยังไม่มีเลขที่และวันที่"},
]
ANSWERS = [
    {"term": "ผลการดำเนินงาน", "value": LONG_TEXT, "url": "#"},
    {"term": "ความก้าวหน้าสะสม", "value": "ร้อยละ 50.00", "url": "#"},
    {"term": "ปัญหาและอุปสรรค", "value": "", "url": "#"},
    {"term": "หลักฐาน", "files": FILES, "url": "#"},
    {"term": "หน่วยงาน", "value": "สำนักตัวอย่าง"},
]
FACTS = [("ตัวชี้วัด", "ร้อยละความสำเร็จของการพัฒนานวัตกรรม"), ("ค่าเป้าหมาย", "10 คะแนน"), ("หมายเหตุ", "")]
HEAT_MAP = [
    ("สำนักตัวอย่างที่หนึ่ง", ["on_plan", "on_plan", "at_risk", "not_sent", "not_sent"]),
    ("สำนักตัวอย่างที่สองซึ่งมีชื่อยาวมากกว่าหน่วยงานอื่น", ["on_plan", "delayed", "delayed", "not_sent", "not_sent"]),
    ("สำนักงานเขตตัวอย่าง", ["on_plan", "on_plan", "on_plan", "not_sent", "not_sent"]),
]
LEVELS = [("bureau", "สำนัก"), ("district", "สำนักงานเขต")]
FILTERS = Filters(
    [
        choice("of_year", "ปีงบประมาณ พ.ศ.", 2564, [(2564, 2564), (2563, 2563)]),
        choice("of_level", "ระดับหน่วยงาน", "district", LEVELS, every="ทุกระดับ"),
        words("ค้นชื่อหรือรหัสหน่วยงาน", "", "of_words"),
        Filter("of_kind", "ประเภท", "", [("", "ทุกประเภท"), ("letter", "หนังสือ")], ["ไม่มีประเภทนี้ให้เลือก"]),
    ]
)
FILTER_LINKS = [("ทั้งหมด (23)", "#", True), ("เข้าเกณฑ์ (21)", "#", False), ("ถอนแล้ว (2)", "#", False)]
_YEARS = [("2562", None), ("2563", Decimal(60)), ("2564", Decimal("72.5"))]
CHARTS = {
    "steps": steps([True, True, False, False, False]),
    "sparkline": sparkline([Decimal(30), Decimal(45), None, Decimal(90)]),
    "unmarked": bullet(None, Decimal(0), Decimal(10)),
    "nothing": bullet(Decimal(0), Decimal(8), Decimal(10)),
    "bullet": bullet(Decimal("7.2"), Decimal(8), Decimal(10)),
    "target": target_bar(8, 30),
    "columns": columns(_YEARS),
    "rows": [(year, "", figure) for year, figure in _YEARS],
}
ACTIONS = [
    {"label": "ส่งรายงานไตรมาส 3", "style": "primary", "url": "#", "post": True, "hidden": [("version", "4")]},
    {"label": "พิมพ์", "url": "#"},
    {"label": "ขอแก้ไข", "code": "return", "url": "#", "post": True, "reason": "เหตุผลและสิ่งที่ขอให้แก้"},
    {
        "label": "ยกเลิกการส่ง",
        "style": "danger",
        "code": "recall",
        "url": "#",
        "post": True,
        "reason": "เหตุผล",
        "reason_error": "โปรดระบุเหตุผล",
    },
    {"label": "กลับ", "style": "link", "url": "#"},
]
FORM_ACTIONS = [
    {"label": "ตรวจทานและส่ง", "style": "primary", "name": "next", "value": "check"},
    {"label": "บันทึกร่าง", "name": "next", "value": "save"},
]
SAME_PARTS = [("same", "ติดตามการใช้งาน"), ("deleted", "ด้าน"), ("same", "หน้าของอาคาร")]
NEW_PARTS = [("same", "ติดตามการใช้งาน"), ("inserted", "ด่าน"), ("same", "หน้าของอาคาร")]
COMPARISON = {
    "before": {"number": 1, "created_at": datetime(2021, 7, 2, 8, 10, tzinfo=UTC)},
    "after": {"number": 2, "created_at": datetime(2021, 7, 12, 3, 42, tzinfo=UTC)},
    "changed": [{"label": "ปัจจัยสนับสนุน", "before_parts": SAME_PARTS, "after_parts": NEW_PARTS}],
    "unchanged": [{"label": "ปัญหาและอุปสรรค", "after": "ไม่มี"}],
    "files": [
        {"kind": kind, "name": "สรุปผล.pdf", "subject": "รายงานการประชุมคณะทำงาน"}
        for kind in ("file_added", "file_removed", "file_replaced", "file_renamed")
    ],
}
STALE_EXAMPLE = {
    "conflict": [
        ("ผลการดำเนินงาน", LONG_TEXT, "จัดอบรมผู้ใช้งานระบบยืมอุปกรณ์ 2 รุ่น"),
        ("ความก้าวหน้าสะสม", "50.00", "45.00"),
    ],
    "who": "นายสมชาย ใจดี",
    "when": "10.42 น.",
    "url": "#",
    "hidden": [("narrative", LONG_TEXT), ("version", "5")],
    "page_url": "#",
    "can_continue": True,
}
WRONG_MOMENT_EXAMPLE = {
    "reason": "รายงานไตรมาส 2 ส่งไปแล้ว จึงแก้ไขไม่ได้จนกว่าจะเรียกคืนหรือผู้ตรวจประเมินขอแก้ไข",
    "since": "2 ก.ค. 2564 15.10 น.",
    "whose_turn": "ผู้ตรวจประเมิน (สยป.)",
    "typed": [("ผลการดำเนินงาน", LONG_TEXT)],
    "page_url": "#",
}


class EveryField(PlainFormMixin, forms.Form):
    """One field of each kind the product has."""

    narrative = forms.CharField(
        label="ผลการดำเนินงาน", help_text="ทำอะไร ที่ไหน เมื่อไร ผลเท่าไร", widget=forms.Textarea(attrs={"rows": 5})
    )
    progress = ThaiDecimalField(label="ความก้าวหน้าสะสม (ร้อยละ)")
    letter_date = ThaiDateField(label="ลงวันที่", help_text="เช่น 16 พ.ย. 2563")
    plan_status = forms.ChoiceField(
        label="สถานะเทียบกับแผน",
        help_text="เทียบกับแผนถึงสิ้นไตรมาส",
        choices=[("on_plan", "ตามแผน"), ("at_risk", "เสี่ยง"), ("delayed", "ล่าช้า")],
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        label="ประเภทของหลักฐาน",
        choices=[("letter", "หนังสือ"), ("photo", "ภาพถ่าย")],
        widget=forms.CheckboxSelectMultiple,
    )
    agency = forms.ChoiceField(label="หน่วยงาน", choices=[("", "เลือกหน่วยงาน"), ("1", "สำนักตัวอย่าง")])
    obstacle = forms.CharField(label="ปัญหาและอุปสรรค", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    evidence = forms.FileField(label="ไฟล์หลักฐาน", help_text="PDF, JPG, PNG, DOCX หรือ XLSX", widget=forms.FileInput)
    confirmed = forms.BooleanField(label="ข้าพเจ้าตรวจทานข้อมูลข้างต้นแล้ว")

    def clean(self) -> dict[str, Any]:
        """Always refuse, to show an error of the form as a whole."""
        if self.is_bound:
            self.add_error(None, "ผลการดำเนินงานยังไม่ตรงกับสถานะที่เลือก")
        return self.cleaned_data


class MonthlyEntry(PlainFormMixin, forms.Form):
    """One row of a formset."""

    day = forms.CharField(label="วันที่", help_text="วว/ดด/ปปปป (พ.ศ.)")
    text = forms.CharField(label="สิ่งที่ทำ", required=False)


MonthlyEntries = forms.formset_factory(MonthlyEntry, extra=1)


def tokens() -> list[tuple[str, str, bool]]:
    """(name, value, whether it is a colour) of every token, in the order of tokens.css."""
    css = (settings.STATIC_SOURCES / "css" / "tokens.css").read_text()
    return [(name, value, value.startswith("#")) for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", css)]


def design_system(request: HttpRequest) -> HttpResponse:
    """The page, for administrators."""
    require_role(request, Role.ADMINISTRATOR)
    return every_component(request)


def every_component(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    rows = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-text": "ประชุมคณะทำงาน"}
    wrong = EveryField({"wrong-narrative": "", "wrong-progress": "มาก"}, prefix="wrong")
    context = {
        "title": "ระบบออกแบบ",
        "navigation": [("หน้าของฉัน", "#", True), ("งานทั้งหมด", "#", False), ("ช่วยเหลือ", "#", False)],
        "acting_for": "ผู้ดูแลระบบ",
        "breadcrumbs": [("หน้าของฉัน", "#"), ("ผู้ดูแลระบบ", "#")],
        "form": wrong,
        "formset": MonthlyEntries(rows, prefix="rows"),
        "empty_form": EveryField(prefix="empty"),
        "statuses": list(STATUS_LOOKS),
        "page": Paginator(range(120), 10).page(3),
        "tasks": TASKS,
        "events": EVENTS,
        "evidence": EVIDENCE,
        "answers": ANSWERS,
        "facts": FACTS,
        "files": FILES,
        "filters": FILTERS,
        "filter_links": FILTER_LINKS,
        "heat_map": HEAT_MAP,
        "charts": CHARTS,
        "actions": ACTIONS,
        "form_actions": FORM_ACTIONS,
        "before_parts": SAME_PARTS,
        "after_parts": NEW_PARTS,
        "long_text": LONG_TEXT,
        "tokens": tokens(),
        "comparison": COMPARISON,
        "stale": STALE_EXAMPLE,
        "wrong": WRONG_MOMENT_EXAMPLE,
    }
    return render(request, "design_system.html", context)
