"""What happens to step 4, carrying the project out: the verbs, each one function. Its sessions: services/sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from indicators import clock
from indicators.models import Event
from indicators.services import drafts
from indicators.services.errors import Invalid, StaleVersion
from indicators.services.review import latest_revision
from indicators.services.stored import value_as_stored
from indicators.services.transition import Outcome, move
from indicators.workflow.machine import Transition
from innovation.models import ActivityProgress, Development
from innovation.selectors.figures import figures_of
from innovation.services import cases
from innovation.services.steps import freeze_step, submission, take
from thai.dates import BANGKOK, format_date


@dataclass(frozen=True)
class Progress:
    """When an activity really began and ended, and what came of it. All may be empty."""

    began_on: date | None = None
    ended_on: date | None = None
    note: str = ""


def save(
    development: Development,
    *,
    actor: User,
    version: int,
    summary: str,
    progress: Mapping[int, Progress] | None = None,
    autosaved: bool = False,
) -> Event | None:
    """Save the officer's text as it was at `version`, and the progress of the year's activities by their id; one
    that is not named stays as it is."""

    def save_progress(fresh: Development) -> list[str]:
        return ["progress"] if progress and _save_progress(fresh, progress) else []

    columns = {"summary": summary}
    return drafts.save(
        development, actor=actor, version=version, columns=columns, rows=save_progress, autosaved=autosaved
    )


def send(
    development: Development,
    *,
    actor: User,
    version: int,
    shown: tuple[int, int] | None = None,
    key: UUID | None = None,
) -> Event:
    """The evidence is sent to the secretariat: freezes a revision with sessions, activities and documents.

    Sessions do not raise the version; so the page says with `shown` how many sessions and people it showed, and
    StaleVersion is raised when there are others by now.
    """

    def consequence(fresh: Development, row: Transition, now: datetime) -> Outcome:
        figures = figures_of(fresh)
        if shown is not None and shown != (figures.sessions, figures.people):
            raise StaleVersion(fresh)
        return submission(fresh, freeze_step(fresh, actor=actor, at=now), actor, now)

    return move(development, "send", actor=actor, version=version, consequence=consequence, key=key)


def accept(development: Development, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """The secretariat accepts the evidence, whether or not the target was reached: opens step 5."""

    def consequence(fresh: Development, row: Transition, now: datetime) -> Outcome:
        figures = figures_of(fresh)
        cases.open_utilisation(fresh.case, now)
        details = {"sessions": figures.sessions, "people": figures.people, "target": figures.target_sessions}
        return Outcome({}, latest_revision(fresh), details)

    return move(development, "accept", actor=actor, version=version, consequence=consequence, key=key)


def return_(development: Development, *, actor: User, version: int, reason: str, key: UUID | None = None) -> Event:
    """The secretariat sends the evidence back; the officer completes it and sends it again."""
    return take(development, "return", actor=actor, version=version, reason=reason, key=key)


def _save_progress(development: Development, progress: Mapping[int, Progress]) -> bool:
    """True when something changed. An activity of another project or year is refused."""
    year = development.assignment.year.be_year
    planned = set(development.project.activities.filter(be_year=year).values_list("pk", flat=True))
    if not planned.issuperset(progress):
        raise Invalid({"progress": _("กิจกรรมนี้ไม่อยู่ในแผนของปีนี้ กรุณาเปิดหน้านี้ใหม่")})
    today = clock.database_now().astimezone(BANGKOK).date()
    held = {row.activity_id: row for row in development.progress.all()}
    changed = False
    errors: dict[str, str] = {}
    for activity, given in progress.items():
        if found := _errors_of(activity, given, today):
            errors |= found
            continue
        note = value_as_stored(ActivityProgress, "note", given.note.strip(), shown_at=f"note-{activity}")
        row = held.get(activity) or ActivityProgress(development=development, activity_id=activity)
        if (row.began_on, row.ended_on, row.note) != (given.began_on, given.ended_on, note):
            row.began_on, row.ended_on, row.note = given.began_on, given.ended_on, note
            row.save()
            changed = True
    if errors:
        raise Invalid(errors)
    return changed


def _errors_of(activity: int, given: Progress, today: date) -> dict[str, str]:
    errors = {
        f"{name}-{activity}": _("%(day)s ยังมาไม่ถึง กรอกวันที่เกิดขึ้นจริง") % {"day": format_date(day)}
        for name, day in (("began_on", given.began_on), ("ended_on", given.ended_on))
        if day and day > today
    }
    if given.began_on and given.ended_on and given.ended_on < given.began_on:
        errors[f"ended_on-{activity}"] = _("วันที่เสร็จต้องไม่ก่อนวันที่เริ่ม %(day)s") % {"day": format_date(given.began_on)}
    return errors
