"""Forget who used shared links more than a day ago. For a daily timer; handing in and closing links do it too."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from indicators import clock
from innovation.services.shared_links import purge


class Command(BaseCommand):
    help = "ลบข้อมูลการใช้ลิงก์รับความคิดเห็นที่เก่ากว่าหนึ่งวัน"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{purge(clock.database_now())}")
