"""Makes appeals at any stage, with the least said: `make_appeal.put(make_appeal.appeal(), "registered")`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from appeals.models import Appeal, Condition
from indicators.models import (
    Assignment,
    CriterionVersion,
    Document,
    DocumentKind,
    Dossier,
    FiscalYear,
    Indicator,
    IndicatorCriterion,
    Measure,
    YearCode,
)
from tests import make

NOON = make.at("2021-07-07", "12:00")
CRITERIA = ("ส่งแบบครบตามจำนวน", "คัดเลือกหนึ่งเรื่อง", "เสนอโครงการ", "นำไปใช้เวลาไม่น้อยกว่า 30 วัน", "สำรวจการใช้ประโยชน์")


def codes(year: FiscalYear) -> dict[str, YearCode]:
    """Causes 1 and 9, outcomes 0 and 2 of the year: `cause1`, `cause9`, `outcome0`, `outcome2`."""
    told = {
        "cause1": ("appeal_cause", "1", "ปัจจัยภายนอกของหน่วยงาน"),
        "cause9": ("appeal_cause", "9", "อื่น ๆ"),
        "outcome0": ("appeal_outcome", "0", "ไม่รับอุทธรณ์ คงตามเดิม"),
        "outcome2": ("appeal_outcome", "2", "คงตัวชี้วัดเดิมโดยปรับเกณฑ์การให้คะแนนหรือผลการให้คะแนน"),
    }
    return {
        name: YearCode.objects.get_or_create(year=year, table=table, code=code, defaults={"label": label})[0]
        for name, (table, code, label) in told.items()
    }


def indicator(year: FiscalYear) -> Indicator:
    """Scored by five steps of 20 % each."""
    made: Indicator = make.indicator(year, measure=Measure.STEPS)
    for position, text in enumerate(CRITERIA, start=1):
        IndicatorCriterion.objects.create(indicator=made, position=position, text=text, weight=Decimal(20))
    return made


def assignment(agency: Any = None, year: FiscalYear | None = None, **fields: Any) -> Assignment:
    """Of weight 10, scored by five steps of 20 % each."""
    of = year or FiscalYear.objects.first() or make.year()
    return make.assignment(agency or make.agency(), of, indicator=indicator(of), **fields)


def letter(of: Assignment, number: str = "กท 0406/3937", day: str = "2021-07-07", **fields: Any) -> Document:
    """A registered letter of the assignment's agency."""
    kind, _created = DocumentKind.objects.get_or_create(
        code="letter", defaults={"name": "หนังสือ", "needs_number": True, "position": 1}
    )
    values = {"subject": "ขออุทธรณ์ผลการปฏิบัติราชการ", "paper_location": "แฟ้ม 1", "speed": "most_urgent", **fields}
    return make.document(of.agency, kind=kind, number=number, date=date.fromisoformat(day), **values)


def appeal(of: Assignment | None = None, *, position: int = 4, filled: bool = True, **fields: Any) -> Appeal:
    """A draft, complete unless `filled` is False, about the criterion at `position`."""
    of = of or assignment()
    dossier = Dossier.objects.create(kind=Dossier.Kind.APPEAL, agency=of.agency, year=of.year)
    values: dict[str, Any] = {}
    if filled:
        known = codes(of.year)
        criterion = CriterionVersion.objects.filter(assignment=of, position=position).order_by("-version").first()
        values = {
            "cause": known["cause1"],
            "requested_outcome": known["outcome2"],
            "what_happened": "ห้างสรรพสินค้าปิดให้บริการเพราะโรคระบาด",
            "criterion": criterion,
            "criterion_before": criterion.text if criterion else "",
            "criterion_asked": "นำไปใช้ประโยชน์",
            "letter": letter(of),
        }
    made: Appeal = Appeal.objects.create(
        assignment=of, position=position, dossier=dossier, status_since=NOON, **{**values, **fields}
    )
    return made


def put(made: Appeal, status: str, by: User | None = None, **fields: Any) -> Appeal:
    """Puts an appeal into a status as if its process had led there (no revision, no agenda)."""
    values: dict[str, Any] = {"status": status, "status_since": NOON}
    if status != "draft":
        values |= {"first_submitted_at": NOON, "submitted_at": NOON, "submitted_by": by or make.user()}
    if status in {"conditions", "closed"}:
        values |= {"result": "accepted", "decided_on": date(2021, 7, 20)}
        values |= {"decided_outcome": codes(made.assignment.year)["outcome2"]}
    Appeal.objects.filter(pk=made.pk).update(**{**values, **fields})
    made.refresh_from_db()
    return made


def condition(of: Appeal, position: int = 1, **fields: Any) -> Condition:
    """An open condition of 22 sessions' worth of communication, due 30 September 2021."""
    dossier = Dossier.objects.create(
        kind=Dossier.Kind.CONDITION, agency=of.assignment.agency, year=of.assignment.year
    )
    values: dict[str, Any] = {
        "text": "ประชาสัมพันธ์ทดแทนการให้บริการ",
        "quantity": Decimal(22),
        "unit": "ครั้ง",
        "due_on": date(2021, 9, 30),
        **fields,
    }
    made: Condition = Condition.objects.create(appeal=of, dossier=dossier, position=position, **values)
    return made
