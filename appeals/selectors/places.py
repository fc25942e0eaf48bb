"""Where the dossier of an appeal belongs, in words, and its page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from appeals.models import Appeal
from indicators.models import Dossier
from indicators.selectors.evidence import Place


def appeal_page(appeal: Appeal, page: str = "") -> str:
    """The address of an appeal or of one of its pages: `appeal-edit`, `appeal-check`, …"""
    return reverse(f"appeal-{page}" if page else "appeal", args=[appeal.pk])


def _say(dossier: Dossier) -> tuple[str, str]:
    appeal: Appeal = dossier.appeal
    label = _("อุทธรณ์ ปี %(year)s ตัวชี้วัดที่ %(number)s") % {
        "year": dossier.year.be_year,
        "number": appeal.assignment.number,
    }
    return label, appeal_page(appeal)


PLACES: dict[str, Place] = {Dossier.Kind.APPEAL: Place(("appeal__assignment",), _say)}
