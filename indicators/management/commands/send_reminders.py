"""Tell people by mail what waits for them. For a timer, as often as one likes: one mail a person and day."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators import clock
from indicators.services import agency_reminders, reminders
from thai.dates import BANGKOK, BadDate, parse_date


class Command(BaseCommand):
    help = "ส่งจดหมายแจ้งเรื่องที่รอดำเนินการ วันละไม่เกินหนึ่งฉบับต่อคน สั่งซ้ำได้ไม่จำกัด"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="แสดงว่าจะส่งอะไรถึงใคร โดยไม่ส่งและไม่บันทึก")
        parser.add_argument("--date", help="ทำเสมือนเป็นวันนี้ เช่น 2021-10-05 หรือ '5 ต.ค. 2564'")

    def handle(self, *args: Any, **options: Any) -> None:
        day = _day(options["date"]) if options["date"] else None
        with clock.travel(datetime.combine(day, time(8), tzinfo=BANGKOK)) if day else nullcontext():
            if options["dry_run"]:
                self._preview()
            else:
                self._send()

    def _preview(self) -> None:
        mails = reminders.preview(clock.today())
        for user, mail in mails:
            self.stdout.write(f"{user.username} <{user.email}>: {mail.subject}")
        self.stdout.write(f"จะส่ง {len(mails)} ฉบับ (ยังไม่ได้ส่ง)")

    def _send(self) -> None:
        asked = agency_reminders.send_due()
        run = reminders.send_reminders(clock.today())
        self.stdout.write(
            f"ส่งแล้ว {len(run.sent)} ฉบับ ไม่มีเรื่องใหม่ {run.without_news} คน "
            f"ได้รับของวันนี้แล้ว {run.already} คน ไม่มีอีเมล {run.without_email} คน"
        )
        if asked:
            self.stdout.write(f"เตือนหน่วยงานตามที่สั่งไว้ {len(asked)} ฉบับ")
        for username, reason in run.failures.items():
            self.stderr.write(f"{username}: {reason}")
        if run.failures or run.untried:
            raise CommandError(
                f"ส่งไม่สำเร็จ {len(run.failures)} ฉบับ ยังไม่ได้ลองส่ง {run.untried} คน การสั่งครั้งถัดไปจะลองใหม่", returncode=1
            )


def _day(typed: str) -> date:
    try:
        return parse_date(typed)
    except BadDate as bad:
        raise CommandError(str(bad)) from None
