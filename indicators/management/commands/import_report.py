"""import_report FILE: a year-end report in the official layout becomes drafts."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Agency
from indicators.importing.agency import resolve_agency
from indicators.importing.read_file import parse_bytes
from indicators.importing.repair import apply_repairs
from indicators.importing.report import NotThisLayout, ParsedReport
from indicators.models import FiscalYear
from indicators.services.errors import Invalid
from indicators.services.import_report import Imported, import_report
from thai.digits import to_arabic

# What the caller has to mend: another layout, an unknown agency or year, a number that is taken.
UNUSABLE = 2


class Command(BaseCommand):
    help = "Read a year-end report in the official nine-section layout (UTF-8 text, or PDF with text) into drafts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", type=int, help="fiscal year, พ.ศ.; by default the one that is named most often")
        parser.add_argument("--agency", help="code or abbreviation; by default the one in section 1")
        parser.add_argument("--number", type=int, help="number of the indicator; by default the one in section 1")
        parser.add_argument("--dry-run", action="store_true", help="read and tell, write nothing")
        parser.add_argument("--json", action="store_true", help="tell as JSON")
        parser.add_argument("--repair", action="store_true", help="make the proposed repairs of damaged marks")

    def handle(self, *args: Any, **options: Any) -> None:
        content, parsed = _read(options["file"])
        if options["repair"]:
            parsed = apply_repairs(parsed)
        agency = _agency(options["agency"], parsed)
        year = _year(options["year"], parsed)
        imported = None
        if not options["dry_run"]:
            try:
                imported = import_report(
                    parsed, agency=agency, year=year, actor=None, content=content, number=options["number"]
                )
            except Invalid as invalid:
                raise CommandError(f"{invalid} (--number)", returncode=UNUSABLE) from None
        if options["json"]:
            self.stdout.write(_as_json(parsed, agency, year, imported))
        else:
            self._tell(parsed, agency, year, imported)

    def _tell(self, parsed: ParsedReport, agency: Agency, year: FiscalYear, imported: Imported | None) -> None:
        say = self.stdout.write
        say(f"{agency.name} ปีงบประมาณ พ.ศ. {year}: {parsed.name_line}")
        say(f"เป้าหมาย {parsed.target.written or '-'}  ผลงานที่ทำได้ {parsed.result.written or '-'}")
        quarters = sum(1 for text in parsed.quarters if text)
        say(
            f"ไตรมาส {quarters}  ปัจจัยสนับสนุน {len(parsed.enablers)}  อุปสรรค {len(parsed.obstacles)}"
            f"  หลักฐาน {len(parsed.evidence)}  หัวกระดาษที่ตัดออก {len(parsed.page_headers)} บรรทัด"
        )
        for warning in [*parsed.warnings, *(imported.notes if imported else [])]:
            say(f"ข้อสังเกต: {warning}")
        for repair in parsed.repairs:
            say(f"บรรทัดที่ {repair.line} เสนอให้แก้ {repair.before} เป็น {repair.after}")
        for line in parsed.unplaced:
            say(f"บรรทัดที่ {line.line} ไม่พบที่ใส่: {line.text}")
        say("นำเข้าเป็นร่างแล้ว" if imported else "ยังไม่ได้บันทึก (--dry-run)")


def _read(path: Path) -> tuple[bytes, ParsedReport]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(f"อ่านไฟล์ {path} ไม่ได้: {error.strerror}", returncode=UNUSABLE) from None
    try:
        return content, parse_bytes(content)
    except NotThisLayout as other:
        raise CommandError(str(other), returncode=UNUSABLE) from None


def _agency(asked: str | None, parsed: ParsedReport) -> Agency:
    wanted = asked or parsed.abbreviation
    names = Agency.objects.values_list("code", "abbreviation", "name")
    match = resolve_agency(wanted, names)
    if match.agency:
        return Agency.objects.get(code=match.agency.code)
    near = ", ".join(f"{agency.abbreviation or '-'} {agency.name} ({agency.code})" for agency in match.nearest)
    sentence = f"ไม่มีหน่วยงาน “{wanted}”" if wanted else "ไม่พบชื่อย่อหน่วยงานในเอกสาร"
    hint = f" ใกล้เคียงที่สุด: {near}" if near else ""
    raise CommandError(f"{sentence}{hint} ระบุด้วย --agency", returncode=UNUSABLE)


def _year(asked: int | None, parsed: ParsedReport) -> FiscalYear:
    """The year asked for, else the fiscal year that the paper names most often, else the only one there is."""
    years = {year.be_year: year for year in FiscalYear.objects.all()}
    if asked is None:
        text = to_arabic("\n".join([parsed.summary, *parsed.quarters, *(line.text for line in parsed.page_headers)]))
        named = Counter(int(found) for found in re.findall(r"ปีงบประมาณ\s*(?:พ\.ศ\.)?\s*(25\d\d)", text))
        asked = next((year for year, _times in named.most_common() if year in years), None)
        if asked is None and len(years) == 1:
            (asked,) = years
    if asked not in years:
        known = ", ".join(str(year) for year in sorted(years)) or "-"
        raise CommandError(f"ไม่มีปีงบประมาณ {asked or ''} ที่มีคือ {known} ระบุด้วย --year", returncode=UNUSABLE)
    return years[asked]


def _as_json(parsed: ParsedReport, agency: Agency, year: FiscalYear, imported: Imported | None) -> str:
    content = json.loads(parsed.to_json())
    content["agency"] = {"code": agency.code, "abbreviation": agency.abbreviation, "name": agency.name}
    content["year"] = year.be_year
    content["imported"] = (
        {
            "assignment": imported.assignment.pk,
            "number": imported.assignment.number,
            "documents": imported.documents,
            "notes": imported.notes,
        }
        if imported
        else None
    )
    return json.dumps(content, ensure_ascii=False, indent=2)
