"""Dated steps and the verbs they name. Every verb is a service: what it writes is what a person's click writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from indicators import clock
from indicators.models import (
    Assignment,
    Document,
    DocumentFile,
    DocumentKind,
    Meeting,
    QuarterlyReport,
    YearEndReport,
)
from indicators.services import documents, quarterly_report, review, year_end_report
from indicators.services.quarterly_report import Entry
from indicators.services.review import Report
from kpi_tracker.demo.story import Told, decimal


@dataclass(frozen=True)
class Step:
    """What happens at an instant."""

    at: datetime
    act: Callable[[], object]


@dataclass
class Stage:
    """Who is there, by user name, and the documents registered and meetings planned so far, by the story's keys."""

    people: Mapping[str, User]
    documents: dict[str, Document] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)

    def step(self, at: datetime, by: str, do: str, assignment: Assignment, report: str, **given: Any) -> Step:
        """`by` does `do` with a report of `assignment`: q1 to q4 or year_end."""

        def act() -> None:
            VERBS[do](self, _report(assignment, report), self.people[by], given)

        return Step(at, act)

    def registration(self, at: datetime, by: str, told: Told, files: Mapping[str, bytes]) -> Step:
        """`by` enters a document of his agency with its files."""
        return Step(at, lambda: self._register(self.people[by], told, files))

    def _register(self, officer: User, told: Told, files: Mapping[str, bytes]) -> None:
        assert officer.agency is not None
        fields = {**told, "kind": DocumentKind.objects.get(code=told["kind"])}
        document = documents.register(officer.agency, actor=officer, fields=fields)
        for file in told.get("files", []):
            documents.attach(document, actor=officer, chunks=[files[file["name"]]], name=file["name"])
        # These two columns are filled by the host's clock, which does not travel.
        Document.objects.filter(pk=document.pk).update(registered_at=clock.now())
        DocumentFile.objects.filter(document=document).update(added_at=clock.now())
        self.documents[told["key"]] = document


def play(steps: Iterable[Step]) -> None:
    """Do the steps in the order of their instants, each with every clock of the house set to its own."""
    for step in sorted(steps, key=lambda step: step.at):
        with clock.travel(step.at):
            step.act()


def _report(assignment: Assignment, name: str) -> Report:
    if name == "year_end":
        year_ends = YearEndReport.objects.select_related("dossier", "assignment__agency", "assignment__year")
        return year_ends.get(assignment=assignment)
    quarters = QuarterlyReport.objects.select_related("dossier", "period", "assignment__agency", "assignment__year")
    return quarters.get(assignment=assignment, period__kind=name)


def _save(stage: Stage, report: Report, actor: User, given: Told) -> None:
    fields: Told = {name: given[name] for name in ("narrative", "plan_status", "summary") if name in given}
    for told, column in (("progress", "progress_percent"), ("result", "result_in_unit")):
        if told in given:
            fields[column] = decimal(given[told])
    if isinstance(report, QuarterlyReport):
        fields.update((name, given[name]) for name in ("enablers", "obstacles") if name in given)
        entries = [_entry(report, told) for told in given["entries"]] if "entries" in given else None
        quarterly_report.save(report, actor=actor, version=report.version, fields=fields, entries=entries)
        return
    responsible = stage.people[given["responsible"]]
    fields |= {"responsible_name": responsible.full_name, "responsible_position": responsible.position}
    fields |= {"no_enablers": not given["enablers"], "no_obstacles": not given["obstacles"]}
    year_end_report.save(
        report,
        actor=actor,
        version=report.version,
        fields=fields,
        enablers=given["enablers"],
        obstacles=given["obstacles"],
    )


def _entry(report: QuarterlyReport, told: Told) -> Entry:
    """The entry of one day keeps its key from save to save, as it does on the page."""
    key = uuid5(NAMESPACE_URL, f"{report.dossier_id}/{told['date']}")
    return Entry(key=key, date=told["date"], text=told["text"])


def _cite(stage: Stage, report: Report, actor: User, given: Told) -> None:
    chosen = [stage.documents[key] for key in given["documents"]]
    documents.cite(report, chosen, actor=actor, version=report.version)


def _submit(stage: Stage, report: Report, actor: User, given: Told) -> None:
    submit: Any = quarterly_report.submit if isinstance(report, QuarterlyReport) else year_end_report.submit
    submit(report, actor=actor, version=report.version, warning_reasons=given.get("warning_reasons"))


def _recall(stage: Stage, report: Report, actor: User, given: Told) -> None:
    recall: Any = quarterly_report.recall if isinstance(report, QuarterlyReport) else year_end_report.recall
    recall(report, actor=actor, version=report.version)


def _compose(stage: Stage, report: Report, actor: User, given: Told) -> None:
    assert isinstance(report, YearEndReport)
    year_end_report.compose(report, actor=actor, version=report.version)


def _open(stage: Stage, report: Report, actor: User, given: Told) -> None:
    review.open_submission(report, actor=actor)


def _return(stage: Stage, report: Report, actor: User, given: Told) -> None:
    review.return_report(
        report, actor=actor, version=report.version, reason=given["reason"], comments=given.get("comments")
    )


def _accept(stage: Stage, report: Report, actor: User, given: Told) -> None:
    review.accept(report, actor=actor, version=report.version, mark=Decimal(given["mark"]))


def _endorse(stage: Stage, report: Report, actor: User, given: Told) -> None:
    assert isinstance(report, YearEndReport)
    year_end_report.endorse(report, actor=actor, version=report.version)


VERBS: dict[str, Callable[[Stage, Report, User, Told], None]] = {
    "accept": _accept,
    "cite": _cite,
    "compose": _compose,
    "endorse": _endorse,
    "open": _open,
    "recall": _recall,
    "return": _return,
    "save": _save,
    "submit": _submit,
}
