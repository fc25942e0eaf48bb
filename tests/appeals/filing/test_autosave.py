"""The draft of an appeal keeps itself saved; a letter enters the register by a button alone."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from appeals.models import Appeal
from indicators.models import Document
from tests import make
from tests.appeals.filing.stage import signed_in
from tests.appeals.filing.test_pages import LETTER, page, typed

pytestmark = pytest.mark.sqlite_alone


def autosave(officer: User, draft: Appeal, form: dict[str, Any]) -> dict[str, Any]:
    headers = {"X-Autosave": str(officer.pk)}
    answer: dict[str, Any] = signed_in(officer).post(page("appeal-edit", draft), form, headers=headers).json()
    return answer


def test_it_is_saved_or_in_conflict_and_told_so(draft: Appeal, officer: User) -> None:
    late = typed(draft, what_happened="ของฉัน")
    assert autosave(officer, draft, typed(draft, what_happened="ของเพื่อน"))["state"] == "saved"
    assert autosave(officer, draft, late)["state"] == "conflict"
    draft.refresh_from_db()
    assert draft.what_happened == "ของเพื่อน"


def test_a_letter_half_typed_hinders_nothing_and_is_not_registered(draft: Appeal, officer: User) -> None:
    make.kind("letter")
    before = Document.objects.count()
    for letter in (LETTER, {**LETTER, "letter_subject": ""}):
        draft.refresh_from_db()
        told = autosave(officer, draft, typed(draft, what_happened="น้ำท่วม", **letter))
        assert told["state"] == "saved"
        assert "หนังสือฉบับใหม่จะลงทะเบียนเมื่อกดปุ่มบันทึก" in told["sentence"]
    assert Document.objects.count() == before
    draft.refresh_from_db()
    assert draft.what_happened == "น้ำท่วม"
