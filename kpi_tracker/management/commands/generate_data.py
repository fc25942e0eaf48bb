"""generate_data: a city of any size, for measuring. Into an empty database only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kpi_tracker.generated.load import Occupied, generate
from kpi_tracker.generated.people import PASSWORD
from kpi_tracker.generated.size import Size


class Command(BaseCommand):
    help = "Fill an empty database with a city of any size, the same from the same seed. Only with DEBUG on."

    def add_arguments(self, parser: CommandParser) -> None:
        normal = Size()
        parser.add_argument("--agencies", type=int, default=normal.agencies, help="1 to 7850")
        parser.add_argument("--indicators", type=int, default=normal.indicators, help="of each agency in each year")
        parser.add_argument("--years", type=int, default=normal.years, help="the newest is the year that runs now")
        parser.add_argument("--ideas", type=int, default=normal.ideas, help="of each innovation case")
        parser.add_argument("--seed", type=int, default=normal.seed)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("ข้อมูลที่สร้างขึ้นมีบัญชีที่ใครก็รู้รหัสผ่าน จึงสร้างได้เฉพาะเมื่อเปิด DEBUG")
        size = Size(**{name: options[name] for name in ("agencies", "indicators", "years", "ideas", "seed")})
        if not (
            1 <= size.agencies <= 7850 and 1 <= size.indicators <= 50 and 1 <= size.years <= 50 and size.ideas >= 0
        ):
            raise CommandError("จำนวนหน่วยงานต้องอยู่ระหว่าง 1 ถึง 7850 ตัวชี้วัดและปีระหว่าง 1 ถึง 50")
        call_command("migrate", interactive=False, verbosity=0)
        try:
            counts = generate(size, self.stdout.write)
        except Occupied as occupied:
            raise CommandError("ฐานข้อมูลนี้มีข้อมูลอยู่แล้ว ใช้ฐานข้อมูลเปล่า เช่น VAR_DIR=var-large") from occupied
        self.stdout.write(", ".join(f"{name} {count}" for name, count in counts.items()))
        self.stdout.write(f"seed {size.seed}; sign in as administrator, evaluator, officer-CODE, …: {PASSWORD}")
