"""The life of one document: what was done with it, from the audit, and the submissions that froze it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.models import Document, Dossier, Event, Revision
from indicators.selectors.evidence import place_of, place_paths
from thai.dates import active_language, format_datetime

_WORDS = {
    "register": gettext_lazy("ลงทะเบียนเอกสาร"),
    "edit": gettext_lazy("แก้ไขข้อมูลเอกสาร"),
    "attach": gettext_lazy("แนบไฟล์"),
    "detach": gettext_lazy("นำไฟล์ออก"),
    "cite": gettext_lazy("อ้างอิงเป็นหลักฐาน"),
    "withdraw": gettext_lazy("นำออกจากหลักฐาน"),
}


def document_life(document: Document) -> list[dict[str, Any]]:
    """Entries for components/timeline.html, newest first. Three queries at most."""
    acts = [(event.at, event, json.loads(event.details)) for event in _events(document)]
    dossiers = Dossier.objects.select_related(*place_paths()).in_bulk(
        [details["dossier"] for _at, _event, details in acts if "dossier" in details]
    )
    places = {str(pk): place_of(dossier) for pk, dossier in dossiers.items()}
    entries = [(at, _entry(event, details, places)) for at, event, details in acts]
    entries += [(revision.created_at, _frozen(revision)) for revision in _revisions(document)]
    return [entry for _at, entry in sorted(entries, key=lambda dated: dated[0], reverse=True)]


def last_change(document: Document) -> Event | None:
    """The newest edit of the document, who made it and when."""
    return next((event for event in _events(document) if event.action == "edit"), None)


def _events(document: Document) -> list[Event]:
    """The events that name the document. Their details are canonical JSON, in which a quote inside a text is escaped:
    the words searched for cannot stand in what somebody typed."""
    named = f'"document":{document.pk}'
    return list(
        Event.objects.filter(
            Q(details__contains=f"{named},") | Q(details__contains=f"{named}}}"),
            chain=document.agency.code,
            subject="document",
        )
        .select_related("actor")
        .order_by("-sequence")
    )


def _revisions(document: Document) -> list[Revision]:
    paths = (f"dossier__{path}" for path in place_paths())
    return list(
        Revision.objects.filter(documents__document=document).select_related("created_by", *paths).order_by("-pk")
    )


def _entry(event: Event, details: dict[str, Any], places: dict[str, tuple[str, str]]) -> dict[str, Any]:
    link, url = places.get(details.get("dossier", ""), ("", ""))
    act = str(_WORDS.get(event.action, event.action))
    what = _("%(act)s “%(name)s”") % {"act": act, "name": details["name"]} if "name" in details else act
    who = event.actor.full_name if event.actor else _("ระบบ")
    return _line(what, who, event.at, url=url, link=link)


def _frozen(revision: Revision) -> dict[str, Any]:
    link, url = place_of(revision.dossier)
    what = _("ส่งเป็นหลักฐานในรายงานฉบับที่ %(number)s") % {"number": revision.number}
    return _line(what, revision.created_by.full_name, revision.created_at, url=url, link=link)


def _line(what: str, who: str, at: datetime, *, url: str, link: str) -> dict[str, Any]:
    when = format_datetime(at, active_language())
    return {"what": what, "who": who, "when": when, "iso": at.isoformat(), "url": url, "link": link}
