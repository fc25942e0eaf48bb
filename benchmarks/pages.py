"""The pages of one generated city, in this process: `python -m benchmarks.pages ROUNDS` prints JSON.

Run with DJANGO_SETTINGS_MODULE=benchmarks.settings on the database that the environment names. Processor seconds.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import django


def main(rounds: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    from benchmarks.measure import in_turn
    from kpi_tracker.operation.garbage import collect_seldom

    asked = candidates()
    for ask in asked.values():
        ask()  # loads templates and addresses
    collect_seldom()
    print(json.dumps(in_turn(asked, rounds)))


def candidates() -> dict[str, Callable[[], object]]:
    """What is asked for, by name; every answer must be the page itself."""
    from django.db.models import Max
    from django.urls import reverse

    from indicators.models import QuarterlyReport
    from indicators.models.year import FiscalYear

    newest = FiscalYear.objects.aggregate(newest=Max("be_year"))["newest"]
    report = QuarterlyReport.objects.filter(assignment__year__be_year=newest).order_by("pk").first()
    if report is None:
        raise LookupError("no generated city in this database")
    code = report.assignment.agency.code
    officer, evaluator = Visitor(f"officer-{code}"), Visitor("evaluator")
    draft = reverse("quarterly-report-edit", args=[report.pk])
    return {
        "bare": officer.page(reverse("bare")),
        "signed in": officer.page(reverse("bench-person")),
        "home": officer.page(reverse("home")),
        "assignments": officer.page(reverse("assignment-list")),
        "all assignments": evaluator.page(reverse("assignment-list")),
        "admin": evaluator.page(
            reverse("admin:indicators_assignment_changelist") + f"?year__id__exact={report.assignment.year_id}"
        ),
        "queue": evaluator.page(reverse("review-queue")),
        "dashboard": evaluator.page(reverse("dashboard")),
        "unchanged": officer.page_again(reverse("dashboard-agency", args=[newest, code])),
        "report": officer.page(reverse("quarterly-report", args=[report.pk])),
        "edit": officer.page(draft),
        "save": officer.saving(draft, report.pk),
    }


class Visitor:
    """Somebody with a session, who asks through the whole middleware."""

    def __init__(self, username: str) -> None:
        from django.test import Client

        from accounts.models import User

        self.client = Client(SERVER_NAME="testserver")
        self.client.force_login(User.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")

    def page(self, url: str) -> Callable[[], object]:
        def get() -> object:
            answer = self.client.get(url, secure=True)
            if answer.status_code != 200:
                raise RuntimeError(f"{url}: {answer.status_code}")
            return answer

        return get

    def page_again(self, url: str) -> Callable[[], object]:
        """Asked for as a browser does that has it already; a page that says nothing of its version comes whole."""
        known = self.client.get(url, secure=True).headers
        told = {"HTTP_IF_NONE_MATCH": known["ETag"]} if "ETag" in known else {}

        def get() -> object:
            answer = self.client.get(url, secure=True, **told)
            if answer.status_code not in (200, 304):
                raise RuntimeError(f"{url}: {answer.status_code}")
            return answer

        return get

    def saving(self, url: str, pk: int) -> Callable[[], object]:
        """A draft posted as its page would post it, with another sentence every time."""
        from indicators.models import QuarterlyReport

        count = 0

        def post() -> object:
            nonlocal count
            count += 1
            version = QuarterlyReport.objects.values_list("version", flat=True).get(pk=pk)
            data: dict[str, Any] = {
                "version": version,
                "narrative": f"ดำเนินการตามแผน ครั้งที่ {count}",
                "progress_percent": "30",
                "entries-TOTAL_FORMS": 0,
                "entries-INITIAL_FORMS": 0,
            }
            answer = self.client.post(url, data, secure=True)
            if answer.status_code != 302:
                raise RuntimeError(f"{url}: {answer.status_code}")
            return answer

        return post


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
