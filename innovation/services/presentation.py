"""The presentation of a project: its texts and its pictures, saved with the project's version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from indicators import clock
from indicators.files.kinds import Kind
from indicators.files.store import Received
from indicators.models import Event
from indicators.services import audit, drafts, quota, stored_files
from indicators.services.errors import Invalid
from indicators.services.stored import value_as_stored
from innovation.models import Presentation, PresentationPicture, Project
from innovation.selectors.content.project import PRESENTED

PICTURE_KINDS = frozenset({Kind.JPEG, Kind.PNG})
MOST_PICTURES = 30


@dataclass(frozen=True)
class PictureEdit:
    """A picture as it is wished: off, or at a place (1 is the first) with what is written below it."""

    picture: int
    position: int | None = None
    caption: str = ""
    removed: bool = False


@dataclass
class Saved:
    """What a save did: its event, None when nothing differed; the new pictures; (name, sentence) of those refused."""

    event: Event | None = None
    added: list[PresentationPicture] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def save(
    project: Project,
    *,
    actor: User,
    version: int,
    fields: dict[str, Any],
    pictures: Sequence[PictureEdit] = (),
    files: Sequence[Received] = (),
    autosaved: bool = False,
) -> Saved:
    """Save what an officer wrote of the presentation of the draft seen at `version`: texts, then the pictures there
    are, then `files` as new ones, each for itself. Pictures that `pictures` does not name stay as they are."""
    saved = Saved()

    def rows(fresh: Project) -> list[str]:
        presentation = fresh.presentation
        changed = _save_texts(presentation, fields)
        touched = _arrange(presentation, pictures, actor)
        saved.added, saved.refused = _add(presentation, files, actor, clock.database_now())
        return [*changed, *(["pictures"] if touched or saved.added else [])]

    saved.event = drafts.save(project, actor=actor, version=version, columns={}, rows=rows, autosaved=autosaved)
    return saved


def why_no_picture(received: Received) -> str:
    """Why a file that the store took is no picture for a presentation, "" when it is one."""
    return "" if received.kind in PICTURE_KINDS else _("ภาพประกอบต้องเป็นไฟล์ JPG หรือ PNG โปรดบันทึกเป็นภาพแล้วเลือกใหม่")


def _save_texts(presentation: Presentation, fields: dict[str, Any]) -> list[str]:
    errors: dict[str, str] = {}
    changed: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in PRESENTED:
            continue
        try:
            stored = value_as_stored(Presentation, name, value)
        except Invalid as invalid:
            errors |= invalid.errors
            continue
        if stored != getattr(presentation, name):
            changed[name] = stored
    if errors:
        raise Invalid(errors)
    if changed:
        Presentation.objects.filter(pk=presentation.pk).update(**changed)
    return sorted(changed)


def _arrange(presentation: Presentation, edits: Sequence[PictureEdit], actor: User) -> bool:
    """Take off, caption and order; whether anything differs then."""
    wished = {edit.picture: edit for edit in edits}
    held = list(presentation.pictures.all())
    before = [(picture.pk, picture.caption) for picture in held]
    staying = []
    for picture in held:
        edit = wished.get(picture.pk)
        if edit is not None and edit.removed:
            _record("remove_picture", picture, actor)
            picture.delete()
            continue
        if edit is not None:
            picture.caption = value_as_stored(PresentationPicture, "caption", edit.caption, shown_at="pictures")
        staying.append(picture)
    staying = _ordered(staying, wished)
    for place, picture in enumerate(staying, start=1):
        picture.position = place
    after = [(picture.pk, picture.caption) for picture in staying]
    if before == after:
        return False
    PresentationPicture.objects.bulk_update(staying, ["position", "caption"])
    return True


def _ordered(pictures: list[PresentationPicture], wished: dict[int, PictureEdit]) -> list[PresentationPicture]:
    """In the order wished. Of two at one place the one that was moved there comes first when it moved up."""

    def order(numbered: tuple[int, PresentationPicture]) -> tuple[int, int, int]:
        place, picture = numbered
        edit = wished.get(picture.pk)
        wish = edit.position if edit is not None and edit.position is not None else place
        return wish, (wish > place) - (wish < place), place

    return [picture for _place, picture in sorted(enumerate(pictures, start=1), key=order)]


def _add(
    presentation: Presentation, files: Sequence[Received], actor: User, now: datetime
) -> tuple[list[PresentationPicture], list[tuple[str, str]]]:
    added: list[PresentationPicture] = []
    refused: list[tuple[str, str]] = []
    agency = presentation.project.assignment.agency
    place = presentation.pictures.count()
    for received in files:
        reason = why_no_picture(received)
        if not reason and presentation.pictures.filter(file_id=received.sha256).exists():
            reason = _("มีภาพนี้อยู่แล้ว จึงไม่ได้เพิ่มซ้ำ")
        if not reason and place >= MOST_PICTURES:
            reason = _("ใส่ภาพได้ไม่เกิน %(most)s ภาพ นำภาพอื่นออกก่อน") % {"most": MOST_PICTURES}
        if not reason:
            reason = _over_quota(agency, received.size, now)
        if reason:
            refused.append((received.name, reason))
            continue
        place += 1
        picture = PresentationPicture.objects.create(
            presentation=presentation, position=place, file=stored_files.row_of(received), name=received.name
        )
        _record("add_picture", picture, actor, stored_files.as_sent(received))
        added.append(picture)
    return added, refused


def picture_bytes(agency: Agency, since: datetime) -> int:
    """The sizes of the pictures in the agency's presentations kept since an instant: they count in its quota."""
    pictures = PresentationPicture.objects.filter(
        presentation__project__case__assignment__agency=agency, file__stored_at__gte=since
    )
    return pictures.aggregate(total=Sum("file__size"))["total"] or 0


def _over_quota(agency: Agency, size: int, now: datetime) -> str:
    """The pictures of a presentation count with what the agency attached in the quarter."""
    try:
        quota.check(agency, size, now)
    except Invalid as full:
        return " ".join(full.errors.values())
    return ""


def _record(action: str, picture: PresentationPicture, actor: User, besides: Mapping[str, str] | None = None) -> None:
    project = picture.presentation.project
    audit.record(
        action=action,
        subject="project",
        actor=actor,
        at=clock.database_now(),
        agency=project.assignment.agency,
        dossier=project.dossier,
        details={"name": picture.name, "sha256": picture.file_id, **(besides or {})},
    )
