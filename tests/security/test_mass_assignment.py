"""No form takes what the product works out itself, each names its fields, and a post that carries more than its
fields leaves the rows that it leaves without."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.db import transaction
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from indicators import clock
from indicators.models import Document
from tests import make
from tests.access.scene import DAY, PEOPLE, Scene
from tests.access.tables import TABLES, Row, prepare, rows, signed_in_scene
from tests.security.posting import columns, differing, effect, posted_to_itself

pytestmark = pytest.mark.sqlite_alone
PACKAGES = ("accounts", "indicators", "innovation", "appeals")
# What follows from who acts, when, and in which state: never what somebody sends.
WORKED_OUT = {
    *("status", "actor", "dossier", "revision", "sequence", "hash", "sha256", "submitted_at", "submitted_by"),
    *("opened_at", "accepted_at", "marked_by", "marked_at", "endorsed_at", "endorsed_by", "registered_by"),
    *("added_by",),
    *("created_at", "last_login", "is_superuser", "is_staff", "sessions_ended", "stored_at"),
}
# Fields that a verb without a page of its own may be sent: of ReturnForm, DeterminationForm or AppealDecisionForm,
# ClosingForm, and the figures that the page showed.
TAKEN = {
    "quarterly-report-return": {"due_on"},
    "year-end-report-return": {"due_on"},
    "agenda-item-determine": {"conditions", "decided_outcome", "criterion_text", "adjusted_points"},
    "year-closing-close": {"note"},
    "development-send": {"sessions", "people"},
}
SHOWN = {address for method, address, _state, codes in rows() if method == "GET" and 200 in codes}
ANSWERED = (302, 200, 422)  # as the table says of the usual form of an address; the first found is taken


def forms_of_the_product() -> set[type[forms.BaseForm]]:
    found = set()
    for package in PACKAGES:
        root = importlib.import_module(package)
        for module in pkgutil.walk_packages(root.__path__, f"{package}."):
            if ".migrations." not in module.name:
                of = vars(importlib.import_module(module.name)).values()
                found |= {each for each in of if isinstance(each, type) and issubclass(each, forms.BaseForm)}
    return {each for each in found if each.__module__.startswith(PACKAGES)}


def test_no_form_takes_what_the_product_works_out() -> None:
    known = forms_of_the_product()
    assert len(known) > 30
    guilty = {each.__name__: set(each.base_fields) & WORKED_OUT for each in known if hasattr(each, "base_fields")}
    assert {name: fields for name, fields in guilty.items() if fields} == {}


def test_a_form_of_a_model_names_its_fields() -> None:
    unnamed = [
        each.__name__
        for each in forms_of_the_product()
        if issubclass(each, forms.ModelForm) and each._meta.model is not None
        if each._meta.fields is None or each._meta.fields == forms.ALL_FIELDS
    ]
    assert unnamed == []


@dataclass(frozen=True)
class Line:
    """A line of the table that takes a post, and somebody whose post it takes or sends back to be completed."""

    row: Row
    person: str
    answered: int


@pytest.fixture
def scene(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    scene = signed_in_scene(monkeypatch)
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.at(DAY))
    return scene


@pytest.mark.long
def test_what_a_form_does_not_have_changes_nothing(scene: Scene) -> None:
    """Every address that takes posts, by somebody who may."""
    odd: list[str] = []
    wrote, more = 0, columns()
    for table in TABLES:
        undo, scene.ask = transaction.savepoint(), None
        lines = posting_lines(rows(table))
        prepare(scene, table.removesuffix("matrix.txt").rstrip("_") or "matrix", [line.row for line in lines])
        with clock.travel(make.at(DAY)):
            for line in lines:
                found = difference(scene, line, more)
                wrote += found is not None
                odd += [f"{line.row[1]}: {each}" for each in found or []]
        transaction.savepoint_rollback(undo)
    assert not odd, "\n".join(odd)
    assert wrote > 100, f"only {wrote} addresses wrote something"


def posting_lines(table: Iterable[Row]) -> list[Line]:
    """The best line of every address that takes posts."""
    best: dict[str, Line] = {}
    for row in table:
        method, address, _state, codes = row
        able = {code: person for person, code in reversed(list(zip(PEOPLE, codes, strict=True))) if person != "anon"}
        answered = next((code for code in ANSWERED if code in able), 0)
        if method != "POST" or not answered:
            continue
        if address not in best or ANSWERED.index(answered) < ANSWERED.index(best[address].answered):
            best[address] = Line(row, able[answered], answered)
    return list(best.values())


def difference(scene: Scene, line: Line, more: dict[str, str]) -> list[str] | None:
    """What a post with `more` leaves that it does not leave without; None when neither leaves anything."""
    client, (_method, address, state, _codes) = scene.clients[line.person], line.row

    def usual() -> tuple[str, dict[str, Any]]:
        return (scene.ask or scene.request)(address, state)

    url, form = usual()
    page = posted_to_itself(client.get(url).content.decode() if address in SHOWN else "", url)
    filled: dict[str, Any] = {}
    if line.answered == 422:
        filled = {name: values for name, values in page.values.items() if any(values)}
        if address.endswith("-add"):  # everything is still empty there
            filled |= {name: more[name] for name in page.values.keys() & more.keys() - filled.keys()}
    own = page.names | form.keys() | TAKEN.get(address, set())
    beside = {name: value for name, value in more.items() if name not in own}
    return compared(client, url, usual()[1] | filled, usual()[1] | filled | beside)


def compared(client: Client, url: str, plain: dict[str, Any], loaded: dict[str, Any]) -> list[str] | None:
    code, left = effect(client, url, plain)
    loaded_code, loaded_left = effect(client, url, loaded)
    found = [
        f"{table}: {rows[:2]}"
        for table in sorted(left.keys() | loaded_left.keys())
        if (rows := differing(table, left, loaded_left))
    ]
    if code != loaded_code:
        found.append(f"{code} became {loaded_code}")
    return found if left or found else None


def trusting_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Sets whatever is sent."""
    document = Document.objects.get(pk=pk)
    for name in request.POST:
        if name in {"number", "agency_id"}:
            setattr(document, name, request.POST[name])
    document.save()
    return HttpResponse(status=204)


def generous_form(request: HttpRequest, pk: int) -> HttpResponse:
    """A form with a field that the page does not show."""
    of = modelform_factory(Document, fields=["number", "paper_location"])
    of(request.POST, instance=Document.objects.get(pk=pk)).save()
    return HttpResponse(status=204)


def careful_view(request: HttpRequest, pk: int) -> HttpResponse:
    Document.objects.filter(pk=pk).update(number=request.POST["number"])
    return HttpResponse(status=204)


urlpatterns = [
    path("trusting/<int:pk>/", trusting_view),
    path("generous/<int:pk>/", generous_form),
    path("careful/<int:pk>/", careful_view),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("view", "is_noticed"), [("trusting", True), ("generous", True), ("careful", False)])
def test_the_comparison_notices_a_field_that_is_taken_unasked(view: str, is_noticed: bool) -> None:
    """Control: a document that moves to another agency, one that gets another place, one that takes its number."""
    document, other = make.document(make.agency()), make.agency("สำนักอื่น")
    client, plain = Client(), {"number": "กท 1/2564", "key": str(uuid4())}
    client.force_login(make.user())
    with override_settings(ROOT_URLCONF=__name__):
        found = compared(client, f"/{view}/{document.pk}/", plain, columns() | plain)
    assert found is not None
    assert bool(found) is is_noticed
    assert columns()["agency"] == str(other.pk)
