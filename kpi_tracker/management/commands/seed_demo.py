"""seed_demo --stage STAGE: agencies at a stage of the innovation round of 2564, for trying the product out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kpi_tracker.demo.load import Occupied
from kpi_tracker.demo.people import PASSWORD
from kpi_tracker.demo.seed import NoRound, Seeded, seed
from kpi_tracker.demo.seed_case import STAGES


class Command(BaseCommand):
    help = (
        "Bring agencies of all three levels to a stage of the innovation round of 2564, through the product's own "
        "verbs: ideas (being collected), selected (one idea chosen, the project in draft), proposed (before the "
        "committee), decided, developing (sessions take place), appeal (developing, the service suspended by letter, "
        "an appeal about criterion 4 filed that waits for the secretariat), year-end (all five steps done, four "
        "quarters marked). Into an empty database or that of init --demo; again and again until every agency has its "
        "case. Only with DEBUG on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=STAGES, required=True, help="how far the cases come")
        parser.add_argument("--agencies", type=int, default=3, metavar="N", help="how many agencies, 1 to 77 (3)")
        parser.add_argument("--seed", type=int, default=2564, metavar="S", help="same number, same data (2564)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "ข้อมูลสาธิตมีบัญชีที่ใครก็รู้รหัสผ่าน จึงโหลดได้เฉพาะเมื่อเปิด DEBUG (สั่ง DEBUG=1 manage.py seed_demo ...)"
            )
        if not 1 <= options["agencies"] <= 77:
            raise CommandError("--agencies ต้องอยู่ระหว่าง 1 ถึง 77")
        call_command("migrate", interactive=False, verbosity=0)
        try:
            seeded = seed(options["stage"], agencies=options["agencies"], luck=options["seed"])
        except (Occupied, NoRound) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(options["stage"], seeded)

    def _tell(self, stage: str, seeded: list[Seeded]) -> None:
        self.stdout.write(f"{stage}: {len(seeded)} หน่วยงาน รหัสผ่านทุกบัญชี {PASSWORD}")
        for each in seeded:
            names = " ".join(person.username for person in each.people)
            chosen = f" เรื่อง “{each.title}”" if each.title else ""
            self.stdout.write(f"- {each.agency} ({each.agency.get_level_display()}) {each.ideas} ชุด{chosen}")
            self.stdout.write(f"  {names}")
        self.stdout.write("กลาง: secretariat committee evaluator auditor administrator")
