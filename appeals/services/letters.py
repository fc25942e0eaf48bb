"""Letters of an appeal: the agency's own, registered while it is written, and the city's letter of invitation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Agency, User
from appeals.models import Appeal
from indicators import clock
from indicators.models import Document, DocumentKind
from indicators.services import audit, documents
from indicators.services.errors import Invalid
from indicators.services.stored import value_as_stored

LETTER = "letter"


@dataclass(frozen=True)
class Letter:
    """A letter as typed. `speed` is one of Document.Speed or ""."""

    number: str
    date: date | None
    subject: str
    speed: str = ""


def register(agency: Agency, letter: Letter, *, actor: User, key: UUID | None = None) -> Document:
    """The agency's own letter enters its register, by its officer. Invalid names `letter_<field>`."""
    return documents.register(agency, actor=actor, fields=_columns(letter, "letter_"), key=key)


def receive(agency: Agency, letter: Letter, *, actor: User) -> Document:
    """A letter that the city sent enters the register of the agency it went to, by whoever sent it; one that is there
    already is taken. Inside a transaction that holds the agency's chain. Invalid names `invitation_<field>`."""
    columns = _columns(letter, "invitation_")
    known = Document.objects.filter(agency=agency, number=columns["number"], date=columns["date"])
    if found := known.order_by("pk").first():
        return found
    document = Document.objects.create(agency=agency, registered_by=actor, **columns)
    audit.record(
        action="register",
        subject="document",
        actor=actor,
        at=clock.database_now(),
        agency=agency,
        details={"document": document.pk, "subject": str(document)},
    )
    return document


def why_kept(document: Document) -> str:
    """Why a document cannot be deleted, for the register: it is the letter of an appeal, or of an invitation."""
    if Appeal.objects.filter(letter=document).exists():
        return _("เอกสารนี้เป็นหนังสืออุทธรณ์ จึงลบไม่ได้")
    if Appeal.objects.filter(invitation=document).exists():
        return _("เอกสารนี้เป็นหนังสือเชิญประชุมพิจารณาอุทธรณ์ จึงลบไม่ได้")
    return ""


def _columns(letter: Letter, prefix: str) -> dict[str, Any]:
    """A letter that can be registered, with number, day and subject; Invalid names what is missing or too long."""
    typed: Mapping[str, Any] = {
        "number": letter.number.strip(),
        "date": letter.date,
        "subject": letter.subject.strip(),
        "speed": letter.speed,
    }
    lacking = {
        "number": _("กรอกเลขที่หนังสือ"),
        "date": _("กรอกวันที่ของหนังสือ"),
        "subject": _("กรอกเรื่องของหนังสือ"),
    }
    errors = {f"{prefix}{name}": sentence for name, sentence in lacking.items() if not typed[name]}
    columns: dict[str, Any] = {"kind": _kind()}
    for name, value in typed.items():
        if f"{prefix}{name}" in errors:
            continue
        try:
            columns[name] = value_as_stored(Document, name, value, shown_at=f"{prefix}{name}")
        except Invalid as invalid:
            errors |= invalid.errors
    if errors:
        raise Invalid(errors)
    return columns


def _kind() -> DocumentKind:
    kind = DocumentKind.objects.filter(code=LETTER).first()
    if kind is None:
        raise Invalid({"letter": _("ยังไม่มีประเภทเอกสาร “หนังสือ” ในระบบ แจ้งผู้ดูแลระบบ")})
    return kind
