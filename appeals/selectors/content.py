"""An appeal as it is frozen when it is filed.

    kind            "appeal"
    assignment      as of every submission (indicators.selectors.content.assignment_content)
    appeal          position            0: the assignment as a whole
                    criterion_version   number of the version appealed against, None for the whole
                    cause, requested_outcome    {code, label} of the year's tables, None while not chosen
                    what_happened
                    criterion_before    the text of that day, "" for the whole
                    criterion_asked
                    letter              {document, number, speed, date (ISO), subject}, None while there is none
                    order               {number, dated (ISO), subject} of the city's order it came from, None
                    late_permission     {by, on (ISO instant), reason}, None for an appeal in time
    evidence        documents; the letter first, whether or not it is cited, so that it cannot be deleted
    warning_reasons {}
Words are Thai whatever the reader's language.
"""

from __future__ import annotations

from django.utils.translation import override

from appeals.models import Appeal
from indicators.models import Document, Dossier, YearCode
from indicators.selectors.content import Content, assignment_content, document_content, evidence_content


def appeal_content(appeal: Appeal) -> Content:
    """The appeal as it stands. Reads the rows that its process follows."""
    with override("th"):
        return {
            "kind": Dossier.Kind.APPEAL.value,
            "assignment": assignment_content(appeal.assignment),
            "appeal": {
                "position": appeal.position,
                "criterion_version": appeal.criterion.version if appeal.criterion else None,
                "cause": _code(appeal.cause),
                "what_happened": appeal.what_happened,
                "requested_outcome": _code(appeal.requested_outcome),
                "criterion_before": appeal.criterion_before,
                "criterion_asked": appeal.criterion_asked,
                "letter": _letter(appeal.letter),
                "order": _order(appeal),
                "late_permission": _late_permission(appeal),
            },
            "evidence": _evidence(appeal),
            "warning_reasons": {},
        }


def _evidence(appeal: Appeal) -> list[Content]:
    cited = evidence_content(appeal.dossier)
    if appeal.letter is None:
        return cited
    return [document_content(appeal.letter), *(each for each in cited if each["document"] != appeal.letter_id)]


def _code(code: YearCode | None) -> Content | None:
    return {"code": code.code, "label": code.label} if code else None


def _letter(letter: Document | None) -> Content | None:
    if letter is None:
        return None
    return {
        "document": letter.pk,
        "number": letter.number,
        "speed": str(letter.get_speed_display()) if letter.speed else "",
        "date": letter.date.isoformat() if letter.date else None,
        "subject": letter.subject,
    }


def _order(appeal: Appeal) -> Content | None:
    order = appeal.order
    return {"number": order.number, "dated": order.dated.isoformat(), "subject": order.subject} if order else None


def _late_permission(appeal: Appeal) -> Content | None:
    if appeal.late_permitted_at is None:
        return None
    by = appeal.late_permitted_by
    return {
        "by": by.full_name if by else "",
        "on": appeal.late_permitted_at.isoformat(),
        "reason": appeal.late_reason,
    }
