"""One agency with everything in it, everybody who may knock, and the request for each address and state."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from django.urls import reverse

from accounts.models import Agency, Delegation, User
from accounts.roles import Role
from indicators.models import Assignment, QuarterlyReport, YearEndReport
from indicators.services import documents
from tests import make
from tests.indicators.files import samples

PEOPLE = (
    *("anon", "off", "wg", "head", "dep", "xoff", "xwg", "xhead"),
    *("sec", "com", "eva", "own", "aud", "adm"),
)
DAY = "2021-10-05"  # the fourth quarter and the year-end are open


@dataclass
class Scene:
    agency: Agency
    people: dict[str, User | None]
    author: User
    quarters: dict[str, QuarterlyReport] = field(default_factory=dict)
    year_ends: dict[str, YearEndReport] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        """Where to send it and a form that would do, if the person and the moment did."""
        if address.startswith("quarterly-report"):
            return _report_request(address, self.quarters[state])
        if address.startswith("year-end-report"):
            return _report_request(address, self.year_ends[state])
        pk = self.objects.get(address)
        form = _document_form() if address.startswith("document") else {}
        return reverse(address, args=[pk] if pk else []), form


def _document_form() -> dict[str, Any]:
    return {"version": 1, "key": str(uuid4()), "kind": make.kind().pk, "subject": "คำสั่งแต่งตั้ง"}


def _report_request(address: str, report: QuarterlyReport | YearEndReport) -> tuple[str, dict[str, Any]]:
    form = {
        "version": report.version,
        "key": str(uuid4()),
        "reason": "ข้อมูลไม่ครบ",
        "mark": "80",
        "password": make.PASSWORD,
        "narrative": "ข้อความใหม่",
        "summary": "สรุปใหม่",
        "entries-TOTAL_FORMS": "0",
        "entries-INITIAL_FORMS": "0",
        "withdraw": "0",  # of the evidence: takes off what is not there
    }
    return reverse(address, args=[report.pk]), form


def build() -> Scene:
    """The agency's reports in every state, submitted by somebody who takes no part otherwise."""
    agency, other = make.agency("สำนักงานปกครองและทะเบียน"), make.agency("สำนักอนามัย")
    year = make.year()
    author = make.user(Role.OFFICER, agency)
    scene = Scene(agency, _people(agency, other), author)
    for state in ("draft", "submitted", "opened", "returned", "accepted"):
        scene.quarters[state] = _quarter(make.assignment(agency, year), state, author)
    for state in ("draft", "imported", "submitted", "opened", "returned", "endorsed", "accepted"):
        scene.year_ends[state] = _year_end(make.assignment(agency, year), state, author)
    scene.objects["assignment"] = scene.quarters["draft"].assignment_id
    scene.objects |= _document(agency, author)
    scene.objects["print-record"] = _print_record(scene.year_ends["accepted"])
    return scene


def _people(agency: Agency, other: Agency) -> dict[str, User | None]:
    deputy = make.user(None, agency)
    Delegation.objects.create(
        agency=agency,
        head=make.user(Role.HEAD, agency),
        deputy=deputy,
        kind=Delegation.Kind.ACTING,
        order_number="1/2564",
        order_date=date(2020, 10, 1),
        starts_on=date(2020, 10, 1),
        ends_on=date(2100, 9, 30),
    )
    agency_roles = {"off": Role.OFFICER, "wg": Role.WORKING_GROUP, "head": Role.HEAD}
    city_roles = {
        "sec": Role.SECRETARIAT,
        "com": Role.COMMITTEE,
        "eva": Role.EVALUATOR,
        "aud": Role.AUDITOR,
        "adm": Role.ADMINISTRATOR,
    }
    return {
        "anon": None,
        "dep": deputy,
        **{name: make.user(role, agency) for name, role in agency_roles.items()},
        **{f"x{name}": make.user(role, other) for name, role in agency_roles.items()},
        **{name: make.user(role) for name, role in city_roles.items()},
        "own": _own_evaluator(agency),
    }


def _own_evaluator(agency: Agency) -> User:
    user = make.user(Role.EVALUATOR)
    user.agency = agency
    user.save()
    return user


def _quarter(assignment: Assignment, state: str, author: User) -> QuarterlyReport:
    report = make.fill_quarter(make.quarter(assignment, 4))
    return _in_state(report, state, author)


def _year_end(assignment: Assignment, state: str, author: User) -> YearEndReport:
    for number in (1, 2, 3, 4):
        make.set_status(make.fill_quarter(make.quarter(assignment, number)), "accepted", author)
    extra: dict[str, Any] = {}
    if state == "imported":
        extra = {"result_as_written": "100.00 (คะแนน)", "proposed_result": 10, "proposed_progress": 100}
    report = make.fill_year_end(assignment.year_end_report, **extra)
    return _in_state(report, state, author)


def _in_state(report: Any, state: str, author: User) -> Any:
    if state in {"draft", "imported"}:
        return report
    opened = {"opened_at": make.at("2021-10-04")} if state in {"opened", "endorsed"} else {}
    return make.set_status(report, "submitted" if state == "opened" else state, author, **opened)


def _document(agency: Agency, author: User) -> dict[str, int]:
    """A document with a file, which no report cites."""
    document = make.document(agency)
    pages = ("document", "document-edit", "document-delete", "document-file-add")
    attached = documents.attach(document, actor=author, chunks=[samples.pdf()], name="หนังสือ.pdf").file
    files = ("document-file", "document-file-delete")
    return {**dict.fromkeys(pages, document.pk), **dict.fromkeys(files, attached.pk)}


def _print_record(report: YearEndReport) -> int:
    from indicators.services import audit, prints

    event = audit.record(
        action="accept",
        subject="year-end-report",
        actor=None,
        at=make.at("2021-10-04"),
        agency=report.assignment.agency,
        dossier=report.dossier,
        revision=report.dossier.revisions.get(),
    )
    return prints.freeze(report, event).pk
