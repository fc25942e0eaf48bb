"""Officers at once: the runners of tests.racing."""

from __future__ import annotations

from typing import Any

from tests.racing import PATIENCE


def prepare(barrier: Any, *, assignments: list[int], actor: int, guarded: bool) -> list[str]:
    """All open a draft about criterion 4 of the same assignment at once; what each heard."""
    from accounts.models import User
    from appeals.models import Appeal
    from appeals.services import appeals
    from appeals.services.opening import AlreadyOpen
    from indicators.models import Assignment

    person = User.objects.get(pk=actor)
    told = []
    for pk in assignments:
        of = Assignment.objects.select_related("agency", "year").get(pk=pk)
        barrier.wait(PATIENCE)
        if not guarded:  # the control: what a form does that only looks whether there is one
            seen = Appeal.objects.filter(assignment=of, position=4).exists()
            barrier.wait(PATIENCE)
            told.append("refused" if seen else _written(of))
            continue
        try:
            told.append(f"prepared {appeals.prepare(of, 4, actor=person).pk}")
        except AlreadyOpen as refusal:
            told.append(f"refused {refusal.appeal.pk}")
    return told


def _written(of: Any) -> str:
    from django.db import IntegrityError, transaction

    from appeals.models import Appeal
    from indicators.models import Dossier

    try:
        with transaction.atomic():
            dossier = Dossier.objects.create(kind=Dossier.Kind.APPEAL, agency=of.agency, year=of.year)
            Appeal.objects.create(assignment=of, position=4, dossier=dossier)
    except IntegrityError:
        return "broken"
    return "prepared"


def withdraw_or_schedule(barrier: Any, *, appeals: list[int], actor: int, meeting: int, withdraws: bool) -> list[str]:
    """The officer takes back what the secretariat puts on an agenda at the same moment."""
    from accounts.models import User
    from appeals.models import Appeal
    from appeals.services import appeals as verbs
    from appeals.services import scheduling
    from indicators.models import Meeting
    from indicators.services.errors import NotAllowed, StaleVersion
    from tests.appeals.filing.stage import INVITATION

    person, on = User.objects.get(pk=actor), Meeting.objects.get(pk=meeting)
    told = []
    for pk in appeals:
        page = Appeal.objects.select_related("assignment__agency").get(pk=pk)
        barrier.wait(PATIENCE)
        try:
            if withdraws:
                verbs.withdraw(page, actor=person, version=page.version)
            else:
                scheduling.schedule(page, on, INVITATION, actor=person, version=page.version)
            told.append("done")
        except (NotAllowed, StaleVersion) as refusal:
            told.append(type(refusal).__name__)
    return told
