"""What a project's newest submission changed, field by field, against the one that the committee decided on."""

from __future__ import annotations

import json
from dataclasses import dataclass

from indicators.models import AgendaItem, Revision
from innovation.models import Project
from innovation.selectors.project_answers import answers_of
from innovation.selectors.project_sections import SECTIONS
from thai.diff import Part, diff, sides


@dataclass(frozen=True)
class Change:
    """One field in both submissions. The parts are those of thai.diff, one side each."""

    section: str
    label: str
    before: str
    after: str
    before_parts: list[Part]
    after_parts: list[Part]

    @property
    def unchanged(self) -> bool:
        return self.before == self.after


@dataclass(frozen=True)
class Comparison:
    """Two submissions; `item` is the determination taken on the earlier one, None when the committee took none."""

    before: Revision
    after: Revision
    item: AgendaItem | None
    changes: list[Change]

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if not change.unchanged]

    @property
    def unchanged(self) -> list[Change]:
        return [change for change in self.changes if change.unchanged]


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
    return Comparison(before, newest, item, _changes(before, newest))


def last_determination(project: Project) -> AgendaItem | None:
    """What the committee resolved last."""
    resolved = project.dossier.agenda_items.exclude(result__in=AgendaItem.NOT_RESOLVED)
    return resolved.select_related("meeting", "revision").order_by("-event__sequence", "-pk").first()


def _changes(before: Revision, after: Revision) -> list[Change]:
    old, new = json.loads(before.content), json.loads(after.content)
    changes = []
    for section in SECTIONS:
        for was, now in zip(answers_of(section, old), answers_of(section, new), strict=True):
            parts = diff(was.value, now.value)
            changes.append(Change(str(section.title), now.label, was.value, now.value, *sides(parts)))
    return changes
