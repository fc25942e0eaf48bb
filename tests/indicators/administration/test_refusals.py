"""What the screens refuse: other roles, stale edits, closed years, and what was typed wrongly."""

import re

import pytest
from django.urls import reverse

from indicators.models import Event, YearCode

from .conftest import make_user
from .screens import NO_DELETION, SCREENS, typed, version_in

pytestmark = pytest.mark.sqlite_alone


def addresses(rows):
    yield reverse("administration")
    yield reverse("year-open")
    pks = {
        "year": rows["2564"].pk,
        "period": rows["first quarter"].pk,
        "plan-version": rows["plan"].pk,
        "plan-level": rows["third"].pk,
        "plan-node": rows["node"].pk,
        "indicator": rows["indicator"].pk,
        "user": rows["officer"].pk,
        "agency": rows["agency"].pk,
    }
    for noun in SCREENS:
        yield reverse(f"{noun}-list")
        yield reverse(f"{noun}-add")
        yield reverse(f"{noun}-edit", args=[pks.get(noun, 1)])
        if noun not in NO_DELETION:
            yield reverse(f"{noun}-delete", args=[pks.get(noun, 1)])


@pytest.mark.parametrize("role", ["head", "evaluator"])
def test_everybody_else_is_refused_everywhere(client, rows, role):
    user = make_user("other", "คนอื่น", role, agency=rows["agency"])
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for address in addresses(rows):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {}).status_code in (403, 405), address
    assert Event.objects.count() == 0


def test_a_stranger_is_sent_to_sign_in(client, rows):
    for address in addresses(rows):
        response = client.get(address)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("sign-in"))


def test_a_stale_edit_answers_409_and_keeps_what_was_typed(admin_client, year_code):
    address = reverse("year-code-edit", args=[year_code.pk])
    version = version_in(admin_client.get(address))
    fields = {"year": year_code.year_id, "table": "appeal_cause", "code": "1"}
    admin_client.post(address, fields | {"label": "ของเพื่อน", "version": version})
    stale = admin_client.post(address, fields | {"label": "ของฉัน", "version": version})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "ของฉัน" in page
    assert "ของเพื่อน" in page
    assert "อนงค์ ดูแล" in page
    assert YearCode.objects.get().label == "ของเพื่อน"
    mine = fields | {"label": "ของฉัน", "version": version_in(stale), "resolve": "mine"}
    assert admin_client.post(address, mine).status_code == 302
    assert YearCode.objects.get().label == "ของฉัน"


def test_an_edit_without_a_version_is_stale(admin_client, year_code):
    fields = {"year": year_code.year_id, "table": "appeal_cause", "code": "1", "label": "ของฉัน"}
    assert admin_client.post(reverse("year-code-edit", args=[year_code.pk]), fields).status_code == 409


def test_a_stale_edit_does_not_send_a_password_back(admin_client, officer):
    fields = {
        "username": "somchai",
        "full_name": "ชื่อใหม่",
        "language": "th",
        "is_active": "on",
        "password": "ฝนตกที่หน้าต่าง-27",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
        "version": "stale",
    }
    response = admin_client.post(reverse("user-edit", args=[officer.pk]), fields)
    assert response.status_code == 409
    assert "ฝนตกที่หน้าต่าง-27" not in response.content.decode()


def test_a_year_that_is_closed_explains_itself(admin_client, year, year_code):
    year.closed_at = "2021-12-01T00:00:00Z"
    year.save()
    for address in (reverse("year-edit", args=[year.pk]), reverse("year-code-edit", args=[year_code.pk])):
        response = admin_client.get(address)
        assert response.status_code == 409
        assert "ปิดปีงบประมาณ 2564 แล้ว" in response.content.decode()


@pytest.mark.parametrize(
    ("noun", "fields", "sentence"),
    [
        ("period", {"due_on": "1/9/2564"}, "กำหนดส่งต้องไม่ก่อนวันเปิดรับ"),
        ("period", {"kind": "q1"}, "ปีนี้มีงวดนี้แล้ว"),
        ("period", {"opens_on": "31/2/2565"}, "2565"),
        ("period", {"kind": "q9"}, "ตัวเลือกนี้ใช้ไม่ได้"),
        ("agency", {"code": "99010000"}, "มีรหัสหน่วยงานนี้แล้ว"),
        ("agency", {"name": ""}, "กรอกชื่อหน่วยงาน"),
        ("assigned-indicator", {"weight": "101"}, "100"),
        ("assigned-indicator", {"weight": "มาก"}, "มาก"),
        ("user", {"username": "มี ช่องว่าง"}, "ชื่อผู้ใช้ใช้ได้เฉพาะ"),
        ("user", {"password": "สั้นไป"}, "รหัสผ่านสั้นเกินไป"),
        ("user", {"email": "ไม่ใช่อีเมล"}, "อีเมล"),
        ("user", {"username": "somchai"}, "มีชื่อผู้ใช้นี้แล้ว"),
    ],
)
def test_the_form_says_in_thai_what_will_not_do(admin_client, rows, noun, fields, sentence):
    model, add, _change, _expected = SCREENS[noun]
    if fields.get("kind") == "q1":
        fields = fields | {"year": rows["2564"].pk}
    count = model.objects.count()
    response = admin_client.post(reverse(f"{noun}-add"), typed(rows, add) | fields)
    assert response.status_code == 422
    errors = response.context["form"].errors
    told = " ".join(str(message) for messages in errors.values() for message in messages)
    assert sentence in told
    assert not re.search(r"[A-Za-z]{3,}", told), told
    assert told.split(" ")[0] in response.content.decode()
    assert model.objects.count() == count
