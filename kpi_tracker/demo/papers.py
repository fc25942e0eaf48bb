"""The files of the demo's documents: one page each, printed by our own press, and marked as no official paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.template.loader import render_to_string

from indicators.models import Document
from kpi_tracker.demo.story import Told
from printing.pdf import render
from thai.dates import format_date

MARK = "สำเนาจำลองสำหรับปีสาธิต ใช้เป็นตัวอย่างของหลักฐานเท่านั้น ไม่ใช่เอกสารราชการ"
# The press prints each page in a process of its own; two keep both cores of a small machine busy.
PRESSES = 2


def print_all(documents: Iterable[Told], agency: str) -> dict[str, bytes]:
    """File name to PDF, for every file of the story's `documents`. Reaches no database."""
    pages = {
        file["name"]: _page(document, file, agency) for document in documents for file in document.get("files", [])
    }
    with ThreadPoolExecutor(PRESSES) as presses:
        return dict(zip(pages, presses.map(_printed, pages.values()), strict=True))


def _page(document: Told, file: Told, agency: str) -> str:
    speed = str(Document.Speed(document["speed"]).label) if document.get("speed") else ""
    day: date = document["date"]
    lines = [
        ("ที่", " ".join(part for part in (speed, document.get("number", "")) if part)),
        ("ลงวันที่", format_date(day, "long")),
        ("หน่วยงาน", document.get("issuing_unit", "")),
        ("เรื่อง", document["subject"]),
        ("เรียน", document.get("addressee", "")),
    ]
    paper = {
        "header_line": MARK,
        "agency": agency,
        "year_be": "2564",
        "name_line": document["subject"],
        "lines": [line for line in lines if line[1]],
        "body": file["page"],
        "signer": document.get("signer", ""),
    }
    return render_to_string("demo/paper.html", {"document": paper})


def _printed(html: str) -> bytes:
    return render(html, identifier=hashlib.sha256(html.encode()).hexdigest())
