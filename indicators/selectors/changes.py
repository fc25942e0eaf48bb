"""Two submissions compared field by field, and what a report changed since somebody last reviewed it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Event, Revision
from indicators.models.dossier import Submittable
from indicators.selectors.answers import Answer, answers_in, evidence_lines
from indicators.selectors.content import Content
from indicators.selectors.threads import FieldRow
from thai.diff import Part, diff, sides

# The acts by which a reviewer takes a stand on a submission.
REVIEWING = ("return", "endorse", "accept", "reopen")


@dataclass(frozen=True)
class Change:
    """One field in both submissions. The parts are those of thai.diff, one side each; `row` has the threads at it."""

    field: str
    label: str
    before: str
    after: str
    before_parts: list[Part]
    after_parts: list[Part]
    row: FieldRow | None = None

    @property
    def unchanged(self) -> bool:
        return self.before == self.after


class FileKind(StrEnum):
    """What became of a file."""

    ADDED = "file_added"
    REMOVED = "file_removed"
    REPLACED = "file_replaced"
    RENAMED = "file_renamed"


@dataclass(frozen=True)
class FileChange:
    """A file of the evidence that is not as it was; `subject` is that of its document."""

    kind: FileKind
    name: str
    subject: str


@dataclass(frozen=True)
class Comparison:
    """Two submissions and all their fields."""

    before: Revision
    after: Revision
    changes: list[Change]
    files: list[FileChange]

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if not change.unchanged]

    @property
    def unchanged(self) -> list[Change]:
        return [change for change in self.changes if change.unchanged]


def compare(before: Sequence[Answer], after: Sequence[Answer]) -> list[Change]:
    """Field by field in the order of `after`; what only `before` has comes last, and is empty now."""
    old = {answer.field: answer for answer in before}
    new = {answer.field: answer for answer in after}
    changes = []
    for name in [*new, *(name for name in old if name not in new)]:
        was, now = old.get(name), new.get(name)
        label = (now or old[name]).label
        texts = (was.value if was else "", now.value if now else "")
        changes.append(Change(name, label, *texts, *sides(diff(*texts))))
    return changes


def compare_files(before: Content, after: Content) -> list[FileChange]:
    """The files of the evidence that one submission has and the other has not, told by their hashes: one that kept
    its name was replaced, one that kept its bytes has another name only."""
    old, new = _files(before), _files(after)
    changes = []
    for document in dict.fromkeys([*new, *old]):
        subject, _now = new.get(document) or old[document]
        had, has = (each[document][1] if document in each else [] for each in (old, new))
        gone = [file for file in had if file not in has]
        for file in (file for file in has if file not in had):
            kind, was = _what_became(file, gone)
            if was:
                gone.remove(was)
            changes.append(FileChange(kind, file["name"], subject))
        changes += [FileChange(FileKind.REMOVED, file["name"], subject) for file in gone]
    return changes


def beside_threads(comparison: Comparison, rows: Sequence[FieldRow]) -> Comparison:
    """The same with the threads at each field that the page has."""
    by_name = {row.name: row for row in rows if row.name}
    return replace(comparison, changes=[replace(each, row=by_name.get(each.field)) for each in comparison.changes])


def between(before: Revision, after: Revision) -> Comparison:
    """Two submissions of one dossier."""
    contents = json.loads(before.content), json.loads(after.content)
    changes = compare(*(_answers(content) for content in contents))
    return Comparison(before, after, changes, compare_files(*contents))


def since_last_review(report: Submittable, user: User) -> Comparison | None:
    """The newest submission against the newest one that `user` took a stand on; None when there is no other."""
    decided = (
        Event.objects.filter(dossier=report.dossier_id, actor=user, action__in=REVIEWING, revision__isnull=False)
        .select_related("revision")
        .order_by("-revision__number", "-sequence")
        .first()
    )
    newest = report.dossier.revisions.order_by("-number").first()
    if decided is None or newest is None or decided.revision is None or decided.revision_id == newest.pk:
        return None
    return between(decided.revision, newest)


def _files(content: Content) -> dict[int, tuple[str, list[dict[str, str]]]]:
    """By document, its subject and its files."""
    return {
        each["document"]: (str(each["subject_as_written"] or each["subject"]), each["files"])
        for each in content["evidence"]
    }


def _what_became(file: dict[str, str], gone: Sequence[dict[str, str]]) -> tuple[FileKind, dict[str, str] | None]:
    """What a file is to those that are there no more, and to which of them."""
    for kind, same in ((FileKind.REPLACED, "name"), (FileKind.RENAMED, "sha256")):
        if was := next((each for each in gone if each[same] == file[same]), None):
            return kind, was
    return FileKind.ADDED, None


def _answers(content: Content) -> list[Answer]:
    return [*answers_in(content), Answer("evidence", _("หลักฐานอ้างอิง"), evidence_lines(content))]
