"""What the product needs to know before anybody works: agencies, kinds of documents, the plan, fiscal year 2564.

Loading twice is loading once. Nothing is deleted, and nothing that an administrator changed is written over: of an
agency or a kind of document he touched his words stand, and a fiscal year is made only when there is none.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

import accounts
from accounts.models import Agency
from indicators import clock
from indicators.models import (
    DocumentKind,
    Event,
    FiscalYear,
    Holiday,
    PlanLevel,
    PlanNode,
    PlanVersion,
    ReportingPeriod,
    YearCode,
)
from indicators.reference import year_2564
from indicators.services import audit

AGENCIES = Path(accounts.__file__).parent / "reference" / "agencies.csv"
HOLIDAYS = Path(year_2564.__file__).parent / "holidays-2564.csv"
# code, name, needs number and date, is online
DOCUMENT_KINDS = (
    ("letter", "หนังสือ", True, False),
    ("order", "คำสั่ง", True, False),
    ("memo", "บันทึกข้อความ", True, False),
    ("minutes", "รายงานการประชุม", False, False),
    ("photo", "ภาพถ่าย", False, False),
    ("table", "ตาราง", False, False),
    ("online", "สื่อออนไลน์", False, True),
    ("copy", "สำเนาเอกสาร", False, False),
    ("other", "เอกสารอื่น", False, False),
)

# What apps above load besides, by the name of their rows: each loads once and returns how many rows it made.
LOADED_BESIDES: dict[str, Callable[[], int]] = {}


@transaction.atomic
def load_reference_data() -> dict[str, int]:
    """Bring everything up to date; returns how many rows of each table were made or changed, nothing else."""
    audit.lock(audit.CITY)
    done = {
        "agencies": _load_agencies(),
        "document_kinds": _load_document_kinds(),
        "plan_nodes": _load_plan(),
        "years": _load_year(),
    }
    done |= {table: load() for table, load in LOADED_BESIDES.items()}
    done = {table: count for table, count in done.items() if count}
    if done:
        audit.record(
            action="load", subject="reference-data", actor=None, at=clock.database_now(), details={"rows": done}
        )
    return done


def _load_agencies() -> int:
    touched = set(Event.objects.filter(subject="agency").values_list("chain", flat=True))
    known = {agency.code: agency for agency in Agency.objects.all()}
    count = 0
    for row in _rows_of(AGENCIES):
        if row["code"] in touched:
            continue
        columns: dict[str, Any] = {
            **row,
            "valid_from": date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            "sort_key": Agency.order_of(row["name"]),
        }
        count += _write(known.get(row["code"]) or Agency(), columns)
    return count


def _load_document_kinds() -> int:
    touched = _touched_codes("document-kind")
    known = {kind.code: kind for kind in DocumentKind.objects.all()}
    count = 0
    for position, (code, name, needs_number, is_online) in enumerate(DOCUMENT_KINDS, 1):
        kind = known.get(code)
        if code in touched or (kind and kind.pk in touched):
            continue
        columns = {
            "code": code,
            "name": name,
            "needs_number": needs_number,
            "is_online": is_online,
            "position": position,
        }
        count += _write(kind or DocumentKind(), columns)
    return count


def _touched_codes(subject: str) -> set[Any]:
    """Ids and codes of the rows that an administrator added, changed or removed."""
    touched: set[Any] = set()
    for text in Event.objects.filter(chain=audit.CITY, subject=subject).values_list("details", flat=True):
        details = json.loads(text)
        touched |= {details["id"], details.get("before", {}).get("code"), details.get("after", {}).get("code")}
    return touched - {None}


def _load_plan() -> int:
    """The plan of 2561-2565 as far as the official report names it; made once, then the administrator's."""
    if PlanVersion.objects.filter(name=year_2564.PLAN).exists():
        return 0
    version = PlanVersion.objects.create(name=year_2564.PLAN)
    levels = [
        PlanLevel.objects.create(version=version, depth=depth, name=name, print_label=label)
        for depth, (name, label) in enumerate(year_2564.PLAN_LEVELS, 1)
    ]
    parent: PlanNode | None = None
    for level, (number, text) in zip(levels, year_2564.PLAN_NODES, strict=False):
        parent = PlanNode.objects.create(level=level, parent=parent, number=number, text=text)
    return len(year_2564.PLAN_NODES)


def _load_year() -> int:
    if FiscalYear.objects.filter(be_year=year_2564.BE_YEAR).exists():
        return 0
    year = FiscalYear.objects.create(
        be_year=year_2564.BE_YEAR,
        plan_version=PlanVersion.objects.filter(name=year_2564.PLAN).first(),
        appeals_close_on=year_2564.APPEALS_CLOSE_ON,
        **year_2564.WORDING,
    )
    ReportingPeriod.objects.bulk_create(
        ReportingPeriod(
            year=year, kind=kind, opens_on=opens_on, due_on=due_on, closes_on=closes_on, marks_due_on=marks_due_on
        )
        for kind, (opens_on, due_on, closes_on, marks_due_on) in year_2564.PERIODS.items()
    )
    YearCode.objects.bulk_create(
        YearCode(year=year, table=table, code=code, label=label)
        for table, codes in year_2564.CODES.items()
        for code, label in codes
    )
    # A day that another year's list already names has its version; only new days are added.
    named = set(Holiday.objects.values_list("date", flat=True))
    Holiday.objects.bulk_create(
        Holiday(year=year, **{**row, "date": date.fromisoformat(row["date"])})
        for row in _rows_of(HOLIDAYS)
        if date.fromisoformat(row["date"]) not in named
    )
    return 1


def _write(row: Any, columns: dict[str, Any]) -> int:
    """Store `row` with `columns` if anything is new; 1 when it was."""
    different = row.pk is None or any(getattr(row, name) != value for name, value in columns.items())
    if different:
        for name, value in columns.items():
            setattr(row, name, value)
        row.save()
    return int(different)


def _rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
