"""Who asks for which page of a generated city: the pages whose time must not grow with the years that lie behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max
from django.urls import reverse

from benchmarks.plans import Query, asked

# What is searched for in generated texts: every length, rare, common and absent.
TERMS = {
    "1 letter": "ข",
    "2 letters": "เข",
    "2 letters, absent": "ฬฮ",
    "3 letters": "ขยะ",
    "3 letters, absent": "ฬฮฬ",
    "8 letters, common": "คัดแยกขยะ",
    "8 letters, absent": "ฬฮฬฮฬฮฬฮ",
    "digits, absent": "98,989",
}


@dataclass(frozen=True)
class Visit:
    """`who` is a user name."""

    name: str
    who: str
    url: str
    is_search: bool = False


def queries_of(visit: Visit) -> list[Query]:
    """What a page asks of the database when it is not asked for the first time."""
    from django.test import Client

    from accounts.models import User

    client = Client(SERVER_NAME="testserver")
    client.force_login(User.objects.get(username=visit.who), "django.contrib.auth.backends.ModelBackend")
    client.get(visit.url, secure=True)
    with asked() as queries:
        answer = client.get(visit.url, secure=True)
    if answer.status_code != 200:
        raise RuntimeError(f"{visit.url}: {answer.status_code}")
    return queries


def visits() -> Iterator[Visit]:
    """Of the newest year's city. LookupError when nothing was generated."""
    from indicators.models import QuarterlyReport
    from innovation.models import Collection

    newest = QuarterlyReport.objects.aggregate(newest=Max("assignment__year__be_year"))["newest"]
    report = QuarterlyReport.objects.filter(assignment__year__be_year=newest).order_by("pk").first()
    if report is None:
        raise LookupError("no generated city in this database")
    collection = Collection.objects.filter(case__assignment__agency=report.assignment.agency).order_by("-pk").first()
    officer = f"officer-{report.assignment.agency.code}"
    ours = {
        "home": reverse("home"),
        "assignments": reverse("assignment-list"),
        "assignment": reverse("assignment", args=[report.assignment_id]),
        "report": reverse("quarterly-report", args=[report.pk]),
        "cases": reverse("case-list"),
        "documents": reverse("document-list"),
        "agency": reverse("dashboard-agency", args=[newest, report.assignment.agency.code]),
    }
    if collection is not None:
        ours["ideas"] = reverse("collection", args=[collection.pk])
    for name, url in ours.items():
        yield Visit(f"officer: {name}", officer, url)
        if name not in {"report", "ideas"}:
            yield Visit(f"evaluator: {name}", "evaluator", url)
    yield Visit("evaluator: queue", "evaluator", reverse("review-queue"))
    yield Visit("evaluator: dashboard", "evaluator", reverse("dashboard"))
    yield Visit("evaluator: scores", "evaluator", reverse("score-list", args=[newest]))
    for name, term in TERMS.items():
        for who in (officer, "evaluator"):
            yield Visit(f"{who.split('-')[0]}: search {name}", who, f"{reverse('search')}?q={term}", is_search=True)
