"""score --agency CODE --year YEAR [--json]: the scores of an agency's year, assignment by assignment."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from accounts.models import Agency
from indicators.management.output import aligned
from indicators.models import FiscalYear
from indicators.selectors.content import Content
from indicators.selectors.score_content import agency_score_content
from indicators.selectors.score_rows import STATE_WORDS
from indicators.selectors.scores import State
from indicators.selectors.weights import weight_sentence
from thai.digits import parse_decimal

HEADING = ["ลำดับ", "น้ำหนัก", "คำนวณ", "ตามอุทธรณ์", "กำหนดแทน", "ที่ใช้", "ฉบับที่ส่ง", "ฉบับเกณฑ์", "สถานะ", "ตัวชี้วัด"]
FIGURES = range(1, 8)


class Command(BaseCommand):
    help = "List calculated, adjusted, override and effective scores of an agency's assignments and their steps."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, help="code or abbreviation")
        parser.add_argument("--year", type=int, required=True, help="fiscal year, พ.ศ.")
        parser.add_argument("--json", action="store_true", help="decimals as texts, unmarked as null")

    def handle(self, *args: Any, **options: Any) -> None:
        content = agency_score_content(*_sought(options))
        self.stdout.write(_as_json(content) if options["json"] else _as_text(content))


def _sought(options: dict[str, Any]) -> tuple[Agency, FiscalYear]:
    year = FiscalYear.objects.filter(be_year=options["year"]).first()
    if year is None:
        raise CommandError(f"ไม่มีปีงบประมาณ {options['year']} ในระบบ", returncode=2)
    found = Q(code=options["agency"]) | Q(abbreviation=options["agency"])
    agency = Agency.objects.filter(found).order_by("code").first()
    if agency is None:
        raise CommandError(f"ไม่มีหน่วยงานรหัสหรือชื่อย่อ {options['agency']} ในระบบ", returncode=2)
    if not agency.assignments.filter(year=year).exists():
        raise CommandError(f"หน่วยงาน {agency} ไม่มีตัวชี้วัดในปีงบประมาณ {year}", returncode=2)
    return agency, year


def _as_json(content: Content) -> str:
    shown = {
        "agency": content["agency"],
        "year": content["year"],
        "total": content["total"],
        "assignments": [_plain(assignment) for assignment in content["assignments"]],
    }
    return json.dumps(shown, ensure_ascii=False, indent=2)


def _plain(assignment: Content) -> Content:
    own = {name: assignment[name] for name in ("number", "name", "weight", "out_of", "fault")}
    steps = [{"position": each["position"], **_scores(each, each["versions"][0])} for each in assignment["criteria"]]
    return {**own, **_scores(assignment, None), "steps": steps}


def _scores(row: Content, version: Content | None) -> Content:
    """The points of an assignment, or of a step with the version in force and the submission it rests on."""
    revision = (version or row)["revision"]
    return {
        "full": row["full"] if version else row["weight"],
        "calculated": row["calculated"],
        "adjusted": row["adjusted"]["points"] if row["adjusted"] else None,
        "override": row["override"]["points"] if row["override"] else None,
        "effective": row["effective"],
        "revision": revision["number"] if revision else None,
        "criterion_version": version["version"] if version else None,
        "state": row["state"],
    }


def _as_text(content: Content) -> str:
    rows = [HEADING]
    for assignment in content["assignments"]:
        rows.append(_cells(str(assignment["number"]), _scores(assignment, None), assignment["name"]))
        for step in assignment["criteria"]:
            version = step["versions"][0]
            first_line = version["text"].splitlines()[0] if version["text"] else ""
            rows.append(_cells(f"  ข้อ {step['position']}", _scores(step, version), f"  {first_line}"))
    faults = [f"{each['number']}: {each['fault']}" for each in content["assignments"] if each["fault"]]
    head = f"{content['agency']['name']} ปีงบประมาณ {content['year']}"
    return "\n".join([head, "", aligned(rows, right=FIGURES), *faults, "", _total(content["total"])])


def _cells(first: str, scores: Content, last: str) -> list[str]:
    figures = ("full", "calculated", "adjusted", "override", "effective", "revision", "criterion_version")
    cells = ["-" if scores[name] is None else str(scores[name]) for name in figures]
    return [first, *cells, str(STATE_WORDS[State(scores["state"])]), last]


def _total(total: Content) -> str:
    weights = f"น้ำหนักรวม {weight_sentence(parse_decimal(total['weight']))}"
    if total["points"] is None:
        return f"รวม ยังไม่ให้คะแนน  {weights}"
    partial = " (ให้คะแนนบางส่วน ส่วนที่ยังไม่ให้คะแนนไม่นับรวม)" if total["partial"] else ""
    return f"รวม {total['points']} จาก {total['out_of']} คะแนน{partial}  {weights}"
