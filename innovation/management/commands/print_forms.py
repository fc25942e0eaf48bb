"""print_forms: a form of an agency's innovation case, filled in or blank, as PDF."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from accounts.models import Agency
from indicators.management.output import write_whole
from innovation.models import CaseStep, Form, InnovationCase, Round, RoundForm
from innovation.selectors.case_steps import step_of_form, with_steps
from innovation.services import papers
from printing.pdf import PrintingFailed


class Command(BaseCommand):
    help = "Print a form of an agency's innovation case to a PDF file, as it stands or blank."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, help="code or abbreviation")
        parser.add_argument("--year", type=int, required=True, help="fiscal year, พ.ศ.")
        parser.add_argument("--form", type=int, required=True, help="number of the form in that year")
        parser.add_argument("--blank", action="store_true", help="the empty form, to be filled in by hand")
        parser.add_argument("-o", "--output", type=Path, required=True, help="the PDF to write")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = _agency(options["agency"])
        round_ = Round.objects.filter(year__be_year=options["year"]).select_related("year").first()
        if round_ is None:
            raise CommandError(f"ไม่มีรอบนวัตกรรมของปีงบประมาณ {options['year']}", returncode=2)
        form = _form(round_, options["form"])
        try:
            if options["blank"]:
                pdf = papers.blank_pdf(form, round_, agency)
            else:
                pdf = papers.pdf_of(_step(round_, agency, form), form)
        except PrintingFailed as failed:
            raise CommandError(f"พิมพ์ไม่ได้: {failed.reason}") from None
        write_whole(options["output"], pdf)
        self.stdout.write(f"{options['output']}: {len(pdf):,} ไบต์")


def _agency(named: str) -> Agency:
    found = Agency.objects.filter(Q(code=named) | Q(abbreviation=named)).first()
    if found is None:
        raise CommandError(f"ไม่มีหน่วยงาน {named}", returncode=2)
    return found


def _form(round_: Round, number: int) -> str:
    found = RoundForm.objects.filter(round=round_, number=number).first()
    if found is None:
        known = ", ".join(map(str, round_.forms.order_by("number").values_list("number", flat=True)))
        raise CommandError(f"ปีงบประมาณ {round_.year} ไม่มีแบบฟอร์ม {number} (มี {known or 'ไม่มีเลย'})", returncode=2)
    return str(Form(found.form))


def _step(round_: Round, agency: Agency, form: str) -> CaseStep:
    cases = InnovationCase.objects.filter(round=round_, assignment__agency=agency)
    case = with_steps(cases).first()
    if case is None:
        raise CommandError(f"{agency} ไม่มีเรื่องนวัตกรรมในปีงบประมาณ {round_.year}", returncode=2)
    step = step_of_form(case, form)
    if step is None:
        raise CommandError(f"{agency} ยังไม่ถึงขั้นตอนของแบบฟอร์มนี้ ใช้ --blank เพื่อพิมพ์แบบฟอร์มเปล่า", returncode=2)
    return step
