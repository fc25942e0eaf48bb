"""What a project's newest submission changed, field by field, against the one that the committee decided on."""

from __future__ import annotations

import json
from dataclasses import dataclass

from indicators.models import AgendaItem
from indicators.selectors import changes
from indicators.selectors.content import Content
from innovation.models import Project
from innovation.selectors.project_answers import answers_of
from innovation.selectors.project_sections import SECTIONS


@dataclass(frozen=True)
class Comparison(changes.Comparison):
    """Two submissions; `item` is the determination taken on the earlier one, None when the committee took none."""

    item: AgendaItem | None = None


def comparison_of(project: Project) -> Comparison | None:
    """The newest submission against the one last decided on, else against the one before it; None when there is
    nothing to compare with."""
    revisions = list(project.dossier.revisions.select_related("created_by").order_by("-number"))
    if len(revisions) < 2:
        return None
    newest = revisions[0]
    item = last_determination(project)
    if item is not None and item.revision_id != newest.pk:
        before = next(revision for revision in revisions if revision.pk == item.revision_id)
    else:
        before, item = revisions[1], None
    old, new = json.loads(before.content), json.loads(newest.content)
    return Comparison(before, newest, _changes(old, new), changes.compare_files(old, new), item)


def last_determination(project: Project) -> AgendaItem | None:
    """What the committee resolved last."""
    resolved = project.dossier.agenda_items.exclude(result__in=AgendaItem.NOT_RESOLVED)
    return resolved.select_related("meeting", "revision").order_by("-event__sequence", "-pk").first()


def _changes(old: Content, new: Content) -> list[changes.Change]:
    return [
        change
        for section in SECTIONS
        for change in changes.compare(answers_of(section, old), answers_of(section, new))
    ]
