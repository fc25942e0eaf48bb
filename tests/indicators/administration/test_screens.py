"""Every screen: its list, adding, editing and deleting through the form."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Agency
from indicators.models import Event

from .screens import NO_DELETION, SCREENS, make_rows, typed, version_in

pytestmark = pytest.mark.sqlite_alone


@pytest.mark.parametrize("noun", SCREENS)
def test_a_row_is_added_listed_edited_and_told_to_the_audit(admin_client, rows, noun):
    model, add, change, (column, expected) = SCREENS[noun]
    known = set(model.objects.values_list("pk", flat=True))
    assert admin_client.get(reverse(f"{noun}-add")).status_code == 200

    response = admin_client.post(f"{reverse(f'{noun}-add')}?year={rows['2564'].pk}", typed(rows, add))
    assert response.status_code == 302, response.context["form"].errors
    row = model.objects.exclude(pk__in=known).get()
    assert Event.objects.count() == 1
    assert admin_client.get(reverse(f"{noun}-list")).status_code == 200

    address = reverse(f"{noun}-edit", args=[row.pk])
    version = version_in(admin_client.get(address))
    response = admin_client.post(address, typed(rows, add | change) | {"version": version})
    assert response.status_code == 302, response.context["form"].errors
    newest = model.objects.order_by("-pk").first() if noun == "holiday" else model.objects.get(pk=row.pk)
    assert getattr(newest, column) == expected
    event = Event.objects.order_by("-pk").first()
    details = json.loads(event.details)
    assert event.action == "change"
    assert column in details["before"]
    assert details["before"][column] != details["after"][column]


@pytest.mark.parametrize("noun", sorted(set(SCREENS) - NO_DELETION))
def test_a_row_on_which_nothing_hangs_is_deleted_after_asking(admin_client, rows, noun):
    model, add, _change, _expected = SCREENS[noun]
    known = set(model.objects.values_list("pk", flat=True))
    admin_client.post(f"{reverse(f'{noun}-add')}?year={rows['2564'].pk}", typed(rows, add))
    row = model.objects.exclude(pk__in=known).get()
    address = reverse(f"{noun}-delete", args=[row.pk])
    asked = admin_client.get(address)
    assert asked.status_code == 200
    assert model.objects.filter(pk=row.pk).exists()
    assert admin_client.post(address, {"version": version_in(asked)}).status_code == 302
    assert not model.objects.filter(pk=row.pk).exists()
    assert Event.objects.order_by("-pk").first().action == "remove"


def test_a_row_in_use_says_so_instead_of_being_deleted(admin_client, rows):
    address = reverse("agency-delete", args=[rows["agency"].pk])
    page = admin_client.get(address).content.decode()
    assert "ลบไม่ได้" in page
    assert "บทบาทของผู้ใช้" in page
    assert admin_client.post(address, {"version": "-"}).status_code == 409
    assert Agency.objects.filter(pk=rows["agency"].pk).exists()


@pytest.mark.parametrize("noun", SCREENS)
def test_a_list_asks_as_often_for_100_rows_as_for_10(admin_client, rows, noun):
    address = reverse(f"{noun}-list")
    make_rows(noun, range(1, 11), rows)
    with CaptureQueriesContext(connection) as few:
        assert admin_client.get(address).status_code == 200
    make_rows(noun, range(11, 101), rows)
    with CaptureQueriesContext(connection) as many:
        assert admin_client.get(address).status_code == 200
    assert len(many) == len(few)
    assert len(many) <= 12
