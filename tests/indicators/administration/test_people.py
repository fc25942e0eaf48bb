"""Accounts and roles: nobody gives himself a role, an administrator always stays, every grant is told."""

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from indicators.models import Event
from indicators.services import audit, people, reference
from indicators.services.errors import Invalid, NotAllowed

from .conftest import make_user

PASSWORD = "ฝนตกที่หน้าต่าง-27"


def save(user, actor, *, fields=None, memberships=None, password=""):
    user.refresh_from_db()
    kept = list(user.memberships.all()) if memberships is None else memberships
    people.change_person(
        user,
        actor=actor,
        seen=reference.fingerprint(user),
        fields=fields or {},
        memberships=kept,
        password=password,
    )


def test_a_new_person_gets_an_account_and_roles(agency, administrator):
    person = people.create_person(
        User(username="malee", full_name="มาลี ศรีสุข", agency=agency),
        actor=administrator,
        password=PASSWORD,
        memberships=[Membership(role="officer", agency=agency), Membership(role="auditor")],
    )
    assert person.check_password(PASSWORD)
    assert set(person.memberships.values_list("role", flat=True)) == {"officer", "auditor"}
    chains = list(Event.objects.order_by("pk").values_list("chain", "subject"))
    assert chains == [("city", "user"), ("city", "membership"), ("99010000", "membership")]
    assert audit.broken_links() == []


def test_no_password_and_no_hash_stands_in_the_audit(administrator):
    person = people.create_person(
        User(username="malee", full_name="มาลี ศรีสุข"), actor=administrator, password=PASSWORD, memberships=[]
    )
    save(person, administrator, password="แดดออกที่ริมคลอง-81")
    told = " ".join(Event.objects.values_list("details", flat=True))
    assert "argon2" not in told
    assert PASSWORD not in told
    assert "set_password" in Event.objects.values_list("action", flat=True)


@pytest.mark.parametrize("role", ["evaluator", "secretariat", "head"])
def test_an_administrator_gives_himself_no_role(agency, administrator, role):
    held_in = agency if role == "head" else None
    wanted = [*administrator.memberships.all(), Membership(role=role, agency=held_in)]
    with pytest.raises(Invalid, match="ให้บทบาทแก่ตนเองไม่ได้"):
        save(administrator, administrator, memberships=wanted)
    assert administrator.memberships.count() == 1
    assert Event.objects.count() == 0


def test_an_administrator_does_not_lengthen_his_own_role(administrator):
    membership = administrator.memberships.get()
    membership.valid_to = date(2999, 1, 1)
    with pytest.raises(Invalid, match="ให้บทบาทแก่ตนเองไม่ได้"):
        save(administrator, administrator, memberships=[membership])


def test_the_last_administrator_stays(administrator):
    with pytest.raises(Invalid, match="อย่างน้อยหนึ่งคน"):
        save(administrator, administrator, fields={"is_active": False})
    with pytest.raises(Invalid, match="อย่างน้อยหนึ่งคน"):
        save(administrator, administrator, memberships=[])
    administrator.refresh_from_db()
    assert administrator.is_active
    assert administrator.memberships.count() == 1


def test_one_of_two_administrators_may_go(administrator):
    other = make_user("wichai", "วิชัย ดูแล", "administrator")
    save(administrator, other, fields={"is_active": False})
    administrator.refresh_from_db()
    assert not administrator.is_active


def test_roles_taken_away_are_told_on_the_agencys_chain(agency, administrator, officer):
    save(officer, administrator, memberships=[])
    event = Event.objects.get()
    assert (event.chain, event.action, event.subject) == ("99010000", "remove", "membership")
    assert json.loads(event.details)["before"]["role"] == "officer"


def test_a_deactivated_person_is_out_at_once(administrator, officer):
    browser = Client()
    browser.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get(reverse("password-change")).status_code == 200
    save(officer, administrator, fields={"is_active": False})
    assert browser.get(reverse("password-change")).status_code == 302


def test_only_an_administrator_keeps_accounts(officer, administrator):
    with pytest.raises(NotAllowed):
        save(administrator, officer, fields={"full_name": "อื่น"})
    with pytest.raises(NotAllowed):
        people.create_person(User(username="x", full_name="x"), actor=officer, password=PASSWORD, memberships=[])
    assert not User.objects.filter(username="x").exists()


def form_of(user, *rows):
    """What the page of an account posts; `rows` are (role, agency pk or "")."""
    fields = {
        "username": user.username,
        "full_name": user.full_name,
        "language": "th",
        "is_active": "on",
        "version": reference.fingerprint(user),
        "memberships-TOTAL_FORMS": str(len(rows)),
        "memberships-INITIAL_FORMS": "0",
    }
    for number, (role, agency) in enumerate(rows):
        fields |= {f"memberships-{number}-role": role, f"memberships-{number}-agency": agency}
    return fields


def test_the_page_grants_roles(admin_client, agency):
    person = make_user("malee", "มาลี ศรีสุข")
    fields = form_of(person, ("officer", agency.pk), ("", ""))
    assert admin_client.post(reverse("user-edit", args=[person.pk]), fields).status_code == 302
    assert [(held.role, held.agency_id) for held in person.memberships.all()] == [("officer", agency.pk)]


def test_the_page_keeps_what_was_typed_when_a_role_lacks_its_agency(admin_client):
    person = make_user("malee", "มาลี ศรีสุข")
    response = admin_client.post(reverse("user-edit", args=[person.pk]), form_of(person, ("officer", "")))
    assert response.status_code == 422
    assert "บทบาทระดับหน่วยงานต้องระบุหน่วยงาน" in response.content.decode()
    assert person.memberships.count() == 0


def test_the_page_tells_an_administrator_that_he_gives_himself_nothing(admin_client, administrator):
    membership = administrator.memberships.get()
    fields = form_of(administrator, ("administrator", ""), ("evaluator", "")) | {
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": membership.pk,
    }
    response = admin_client.post(reverse("user-edit", args=[administrator.pk]), fields)
    assert response.status_code == 422
    assert "ให้บทบาทแก่ตนเองไม่ได้" in response.content.decode()
    assert administrator.memberships.count() == 1
