"""What the policy answers, written out: of which kind a refusal is, why, since when and whose turn it is."""

from __future__ import annotations

from typing import Any

from accounts.roles import Role
from indicators.models import Assignment, Recusal
from indicators.permissions import Refused, Verdict
from tests import make

NOW = make.at("2021-01-05")
SINCE = make.at("2020-12-20")
LABELS = {
    Role.OFFICER: "ผู้รับผิดชอบตัวชี้วัด",
    Role.HEAD: "ผู้บริหารหน่วยงาน",
    Role.EVALUATOR: "สยป. ผู้ตรวจประเมิน",
    Role.AUDITOR: "ผู้ตรวจสอบ",
}
ALLOWED = Verdict(True)
STRANGER = Verdict(False, Refused.STRANGER)


def lacking(role: Role) -> Verdict:
    return Verdict(False, Refused.ROLE, f"ต้องมีบทบาท {LABELS[role]}", whose_turn=role)


def of_own_agency(role: Role) -> Verdict:
    return Verdict(False, Refused.ROLE, "ไม่อาจพิจารณาเรื่องของหน่วยงานที่ตนสังกัด", whose_turn=role)


def own_submission(role: Role) -> Verdict:
    return Verdict(False, Refused.ROLE, "ผู้ส่งรายงานพิจารณารายงานที่ตนส่งไม่ได้", whose_turn=role)


def recused(role: Role) -> Verdict:
    return Verdict(False, Refused.ROLE, "ท่านแจ้งไม่ร่วมพิจารณาตัวชี้วัดนี้ไว้", whose_turn=role)


def in_status(name: str, turn: str, since: Any = SINCE) -> Verdict:
    return Verdict(False, Refused.MOMENT, f"ทำไม่ได้ในสถานะ “{name}”", since, turn)


def recuse(person: Any, of: Assignment) -> None:
    Recusal.objects.create(assignment=of, user=person, reason="มีส่วนได้เสีย", declared_at=NOW)
