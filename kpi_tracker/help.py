"""How to use the product: a page of help, and a finished quarter and Form 1 to look at before the first own one."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

EXAMPLE = Path(__file__).with_name("worked_example.toml")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "kpi_tracker/help.html", {"title": _("ช่วยเหลือ")})


@require_safe
def worked_example(request: HttpRequest) -> HttpResponse:
    example = frozen_example()
    quarter, idea = example["quarter"], example["idea"]
    context = {
        "title": _("ตัวอย่างที่ทำเสร็จแล้ว"),
        "lead": _("หน่วยงานและตัวเลขสมมติ ใช้ดูว่าเขียนแค่ไหนจึงพอ ไม่มีผลต่อข้อมูลจริง"),
        "example": example,
        "rows": [
            {"term": _("ผลการดำเนินงาน"), "value": quarter["narrative"].strip()},
            {"term": _("ความก้าวหน้าสะสม"), "value": quarter["progress"]},
            {"term": _("ผลงานที่ทำได้"), "value": quarter["result"]},
            {"term": _("เทียบกับแผน"), "value": quarter["plan"]},
            {"term": _("อุปสรรค"), "value": quarter["obstacle"]},
            {"term": _("ปัจจัยสนับสนุน"), "value": quarter["enabler"]},
        ],
        "evidence": quarter["evidence"],
        "idea": [
            {"term": _("ประเภท"), "value": idea["type"]},
            {"term": _("เรื่อง"), "value": idea["title"]},
            {"term": _("สภาพปัญหา"), "value": idea["problem"]},
            {"term": _("แนวคิด"), "value": idea["idea"]},
            {"term": _("ประโยชน์"), "value": idea["benefit"]},
        ],
    }
    return render(request, "kpi_tracker/worked_example.html", context)


@cache
def frozen_example() -> dict[str, Any]:
    """The example, read once."""
    return tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
