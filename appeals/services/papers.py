"""The appeal file on paper: a draft as it stands, a filed one as it was frozen, a decision as frozen with it."""

from __future__ import annotations

import json

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from appeals.models import Appeal
from appeals.selectors.content import appeal_content
from appeals.selectors.papers import Printing, appeal_sheet, decisions_on
from indicators.clock import today
from indicators.models import Event, PrintRecord, Revision
from indicators.services import prints
from printing.form_documents import FormSheet
from thai.dates import format_date

FORM = "appeal"


def pdf_of(appeal: Appeal) -> bytes:
    """The PDF of an appeal as it stands: the bytes of the newest decision, unless its conditions have gone on since;
    the filed revision with what was decided on it; or the draft. Raises PrintingFailed with a sentence for the user.
    """
    record = _newest(appeal)
    if record is None or _has_gone_on(appeal, record):
        return prints.rendered(sheet_of(appeal))
    return prints.bytes_of(record)


def sheet_of(appeal: Appeal) -> FormSheet:
    """The file as it stands: of the present text while it is a draft, else of what was filed."""
    revision = _filed(appeal)
    decided = decisions_on(appeal)
    if revision is None or appeal.status == Appeal.Status.DRAFT:
        return appeal_sheet(appeal_content(appeal), decided, Printing(draft=True))
    receipt, as_of = prints.receipt_of(revision), ""
    if appeal.status == Appeal.Status.CONDITIONS:
        with override("th"):
            as_of = _("ข้อมูล ณ วันที่ %(day)s") % {"day": format_date(today(), "long")}
    return appeal_sheet(json.loads(revision.content), decided, Printing(receipt=receipt, as_of=as_of))


def freeze(appeal: Appeal, event: Event) -> Event:
    """Keep what the decision `event` on an appeal prints, with all that is decided at this moment. Inside the
    deciding transaction, when everything that the decision brings is written. Twice is once; returns the event."""
    revision = _filed(appeal)
    if revision is None:
        raise ValueError("what was never filed is not decided")
    sheet = appeal_sheet(
        json.loads(revision.content), decisions_on(appeal), Printing(receipt=prints.receipt_of(revision))
    )
    prints.keep(event, sheet, FORM, revision)
    return event


def _filed(appeal: Appeal) -> Revision | None:
    return appeal.dossier.revisions.order_by("-number").first()


def _newest(appeal: Appeal) -> PrintRecord | None:
    if appeal.status not in {Appeal.Status.CONDITIONS, Appeal.Status.CLOSED}:
        return None
    records = PrintRecord.objects.filter(revision__dossier=appeal.dossier_id, form=FORM)
    return records.select_related("event").order_by("-id").first()


def _has_gone_on(appeal: Appeal, record: PrintRecord) -> bool:
    """Whether something was done about the conditions of an open appeal since the decision was printed."""
    if appeal.status == Appeal.Status.CLOSED:
        return False
    about = Q(dossier=appeal.dossier_id) | Q(dossier__condition__appeal=appeal)
    decision = record.event
    return Event.objects.filter(about, chain=decision.chain, sequence__gt=decision.sequence).exists()
