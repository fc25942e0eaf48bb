"""Whether rounds and cases hold together, for check_data. English sentences, as those of the house below."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from accounts.models import Agency
from indicators.models import Assignment
from innovation.models import (
    Collection,
    Development,
    Form,
    InnovationCase,
    Project,
    Round,
    SelectedIdea,
    Selection,
    Step,
    Utilisation,
)
from innovation.services import proposers


def findings() -> list[str]:
    """Everything that is wrong, one sentence each; empty when all is well."""
    return [*rounds(), *cases(), *selected_ideas(), *proposers.altered()]


def rounds() -> Iterator[str]:
    """Rounds whose weights do not sum to 100, or that lack a step, a form or a minimum."""
    weights = dict(Round.objects.annotate(total=Sum("steps__weight")).values_list("pk", "total"))
    for round_ in Round.objects.select_related("year").prefetch_related("steps", "forms", "minimums"):
        name = f"round {round_.year}"
        if (total := weights[round_.pk]) != Decimal(100):
            yield f"{name}: weights of its steps sum to {total or 0:.2f}, not to 100"
        if {row.step for row in round_.steps.all()} != set(Step.values):
            yield f"{name}: not all five steps"
        if {row.form for row in round_.forms.all()} != set(Form.values):
            yield f"{name}: not all five forms"
        if {row.level for row in round_.minimums.all()} != set(Agency.Level.values):
            yield f"{name}: not a minimum for every level"
    lacking = Assignment.objects.filter(indicator__round__isnull=False, innovation__isnull=True)
    yield from (f"assignment {pk}: has a round and no case" for pk in _keys(lacking))


def cases() -> Iterator[str]:
    """Cases whose steps contradict each other: a step that stands though the one before it is not done."""
    received = Q(case__collection__status__in=[Collection.Status.DONE, Collection.Status.CARRIED])
    contradictions: tuple[tuple[QuerySet[InnovationCase], str], ...] = (
        (InnovationCase.objects.filter(collection__isnull=True), "no collection"),
        (_cases_of(Selection.objects.exclude(received)), "a selection, its collection not done"),
        (
            _cases_of(Project.objects.exclude(selected_idea__selection__status=Selection.Status.DONE)),
            "a project, its selection not done",
        ),
        (
            _cases_of(Development.objects.exclude(project__status=Project.Status.DONE)),
            "a development, its project not approved",
        ),
        (
            _cases_of(Utilisation.objects.exclude(case__development__status=Development.Status.DONE)),
            "a survey, its development not done",
        ),
        (_done_without_next(), "a step done, the next not open"),
    )
    for found, what in contradictions:
        yield from (f"case {pk}: {what}" for pk in _keys(found))
    elsewhere = InnovationCase.objects.exclude(round__indicator=F("assignment__indicator"))
    yield from (f"case {pk}: of another indicator than its round" for pk in _keys(elsewhere))


def selected_ideas() -> Iterator[str]:
    """Cases with more than one selected idea or live project, and choices that are no choice of the case."""
    in_force = Q(selections__replaced_at__isnull=True)
    many = InnovationCase.objects.annotate(chosen=Count("selections__selected_ideas", filter=in_force))
    yield from (f"case {pk}: more than one selected idea" for pk in _keys(many.filter(chosen__gt=1)))
    live = InnovationCase.objects.annotate(live=Count("projects", filter=~Q(projects__status="rejected")))
    yield from (f"case {pk}: more than one live project" for pk in _keys(live.filter(live__gt=1)))
    strange = SelectedIdea.objects.exclude(idea__collection__case=F("selection__case"))
    yield from (f"selected idea {pk}: not of the case" for pk in _keys(strange))
    chosen = SelectedIdea.objects.filter(selection=OuterRef("pk"))
    without = Selection.objects.filter(Q(status=Selection.Status.DONE) & ~Exists(chosen))
    yield from (f"selection {pk}: done without a selected idea" for pk in _keys(without))


def _cases_of(steps: QuerySet[Any]) -> QuerySet[InnovationCase]:
    return InnovationCase.objects.filter(pk__in=steps.values("case"))


def _done_without_next() -> QuerySet[InnovationCase]:
    """Received without a selection, chosen without a project, approved without a development, and so on."""
    chosen = SelectedIdea.objects.filter(selection__status=Selection.Status.DONE, project__isnull=True)
    approved = Project.objects.filter(status=Project.Status.DONE)
    return InnovationCase.objects.filter(
        Q(collection__status=Collection.Status.DONE, selections__isnull=True)
        | Q(collection__status=Collection.Status.CARRIED, development__isnull=True)
        | Q(pk__in=chosen.values("selection__case"))
        | Q(pk__in=approved.values("case"), development__isnull=True)
        | Q(development__status=Development.Status.DONE, utilisation__isnull=True)
    ).distinct()


def _keys(rows: QuerySet[Any]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
