"""remove_expired_books: results of print jobs whose time is over."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from books.services.results import remove_expired


class Command(BaseCommand):
    help = "Remove finished books that were kept long enough, and files left half-written; run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"ลบแล้ว {len(remove_expired())} ไฟล์")
