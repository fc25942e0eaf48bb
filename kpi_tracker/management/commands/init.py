"""init [--demo]: everything a new installation needs, as often as one likes."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Membership
from accounts.roles import Role
from indicators.services.reference_data import load_reference_data
from kpi_tracker.demo.load import Occupied, is_loaded, load
from kpi_tracker.demo.people import sign_ins

ADDRESS = "http://127.0.0.1:8000"


class Command(BaseCommand):
    help = "Create the tables and load the reference data; with --demo also the demo year 2564. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="load the demo year too; only with DEBUG on")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["demo"] and not settings.DEBUG:
            raise CommandError("ปีสาธิตมีบัญชีที่ใครก็รู้รหัสผ่าน จึงโหลดได้เฉพาะเมื่อเปิด DEBUG (สั่ง DEBUG=1 manage.py init --demo)")
        call_command("migrate", interactive=False, verbosity=0)
        if options["demo"]:
            self._load_demo()
        self._tell_loaded(load_reference_data())
        if options["demo"]:
            self._tell_sign_ins()
        else:
            self._tell_next()

    def _load_demo(self) -> None:
        try:
            if load():
                self.stdout.write("โหลดปีสาธิต พ.ศ. 2564 แล้ว")
        except Occupied as occupied:
            raise CommandError(f"{occupied} ใช้โฟลเดอร์อื่นเป็นที่เก็บ เช่น VAR_DIR=var-demo แล้วสั่งใหม่") from occupied

    def _tell_loaded(self, done: dict[str, int]) -> None:
        rows = ", ".join(f"{table} {count}" for table, count in done.items())
        self.stdout.write(f"ข้อมูลอ้างอิง: {rows}" if rows else "ข้อมูลอ้างอิงเป็นปัจจุบันแล้ว")

    def _tell_sign_ins(self) -> None:
        head = ("บทบาท", "ชื่อผู้ใช้", "รหัสผ่าน", "ชื่อ-สกุล", "หน่วยงาน")
        rows = [head, *((row.role, row.username, row.password, row.full_name, row.agency) for row in sign_ins())]
        widths = [max(columns_of(row[place]) for row in rows) for place in range(len(head))]
        self.stdout.write(f"\n{ADDRESS}\n")
        for number, row in enumerate(rows):
            cells = (cell + " " * (width - columns_of(cell)) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())
            if number == 0:
                self.stdout.write("  ".join("-" * width for width in widths))

    def _tell_next(self) -> None:
        if is_loaded() and not settings.DEBUG:
            self.stderr.write("ฐานข้อมูลนี้มีบัญชีสาธิตที่ใครก็รู้รหัสผ่าน อย่าใช้ให้บริการจริง")
        if not Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True).exists():
            self.stdout.write('ยังไม่มีผู้ดูแลระบบ สร้างได้ด้วย manage.py create_administrator ชื่อผู้ใช้ --name "ชื่อ-สกุล"')


def columns_of(text: str) -> int:
    """The columns `text` takes on a terminal: Thai vowels and tone marks above and below take none."""
    return sum(unicodedata.category(letter) not in {"Mn", "Me", "Cf"} for letter in text)
