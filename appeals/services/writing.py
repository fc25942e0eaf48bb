"""Writing an appeal on one page: its draft is opened by the first text that is kept, and letter, files and text are
stored together, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from accounts.models import User
from appeals.models import Appeal
from appeals.services import appeals
from appeals.services.letters import Letter
from indicators.files.store import Received
from indicators.models import Assignment
from indicators.services.taking_in import Taken, attach, take


@dataclass(frozen=True)
class Written:
    """What stands on the page: `fields` as services.appeals.save takes them, `position` among them; a `letter` as
    typed; `files`, which belong to that letter when there is one, else are documents of their own. `key` is that of
    the form, whose repetition registers nothing again."""

    fields: Mapping[str, Any]
    letter: Letter | None = None
    files: Sequence[Received] = ()
    key: UUID | None = None
    autosaved: bool = False


@transaction.atomic
def begin(assignment: Assignment, written: Written, *, actor: User) -> tuple[Appeal, Taken]:
    """Open the draft and write the page into it. Raises as services.appeals.prepare and save do; then nothing was
    written, and no draft stands open."""
    appeal = appeals.prepare(assignment, written.fields["position"], actor=actor, key=written.key)
    return appeal, write(appeal, written, actor=actor, version=appeal.version)


@transaction.atomic
def write(appeal: Appeal, written: Written, *, actor: User, version: int) -> Taken:
    """Write the page into the draft seen at `version`. Raises as services.appeals.save does."""
    appeals.save(
        appeal,
        actor=actor,
        version=version,
        fields=written.fields,
        letter=written.letter,
        # Not the form's own: that one has opened the draft.
        key=uuid5(written.key, "letter") if written.key else None,
        autosaved=written.autosaved,
    )
    if not (written.letter and written.files):
        return take(appeal, written.files, actor=actor, described={}, key=written.key)
    taken = Taken()
    assert appeal.letter is not None  # the one just registered
    attach(appeal, appeal.letter, written.files, taken, actor=actor)
    return taken
