"""Whether what is kept is still what was kept: files against their hashes, revisions, the audit chain, orphans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from indicators.files import store
from indicators.files.refusals import NoStore
from indicators.models import Event, Revision, StoredFile
from indicators.services.audit import broken_links
from indicators.services.revisions import altered, uncited
from indicators.workflow import PROCESSES

# What apps above check besides, and which of their acts freeze a revision.
CHECKED_BESIDES: list[Callable[[], list[str]]] = []
FREEZING = {"submit", "close_year"}


def findings() -> list[str]:
    """Everything that is wrong, one sentence each; empty when all is well."""
    own = [*broken_links(), *altered(), *uncited(), *unexplained(), *damaged_files(), *orphans()]
    return own + [sentence for check in CHECKED_BESIDES for sentence in check()]


def unexplained() -> list[str]:
    """Statuses and revisions that no event tells of: a row was changed past the process, or its events were cut."""
    last = Event.objects.filter(dossier=OuterRef("dossier")).exclude(status_after="").order_by("-sequence")
    found = []
    for model, process in PROCESSES.items():
        begins = Value(process.workflow.statuses[0])
        told = Coalesce(Subquery(last.values("status_after")[:1]), begins, output_field=CharField())
        table: Any = model._base_manager
        rows = table.annotate(told=told).exclude(status=F("told")).order_by("pk")
        for pk, status, event_says in rows.values_list("pk", "status", "told"):
            found.append(f"{model._meta.model_name} {pk}: is {status}, its events say {event_says}")
    submissions = Event.objects.filter(revision=OuterRef("pk"), action__in=FREEZING)
    for pk in Revision.objects.exclude(Exists(submissions)).order_by("pk").values_list("pk", flat=True):
        found.append(f"revision {pk}: no event tells of its submission")
    return found


def damaged_files() -> list[str]:
    """Files named by a row that are missing or whose bytes no longer give their hash."""
    try:
        return [f"file {sha256}: missing or altered" for sha256 in sorted(_known()) if not store.verify(sha256)]
    except NoStore as none:
        return [f"files: not checked, {none}"]


def orphans() -> list[str]:
    """Files kept under a hash that no row names. Young ones are somebody's running upload and not counted."""
    try:
        return [f"file {sha256}: no row names it" for sha256 in store.orphans(_known())]
    except NoStore as none:
        return [f"orphans: not looked for, {none}"]


def _known() -> set[str]:
    return set(StoredFile.objects.values_list("pk", flat=True))
