"""A page or an act at the wrong moment says since when, in พ.ศ., and leads to the thing itself."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.roles import Role
from indicators.models import DocumentKind
from indicators.services import documents
from indicators.services.errors import NotAllowed
from tests import make, make_case

pytestmark = pytest.mark.django_db


def test_it_says_since_when_in_the_buddhist_era_and_leads_to_the_step() -> None:
    case = make_case.case()
    project = make_case.proposed(case)
    client = Client()
    client.force_login(make.user(Role.OFFICER, case.assignment.agency))
    refusal = client.get(f"/projects/{project.pk}/basis/")
    assert refusal.status_code == 409
    assert "20 พ.ย. 2563 เวลา 10:00 น." in refusal.content.decode()
    assert refusal.context["page_url"] == f"/projects/{project.pk}/"
    assert client.get(refusal.context["page_url"]).status_code == 200


@pytest.mark.parametrize(("role", "may"), [(Role.OFFICER, True), (Role.WORKING_GROUP, True), (Role.HEAD, False)])
def test_who_writes_a_step_registers_its_evidence(role: Role, may: bool) -> None:
    agency = make.agency()
    kind = DocumentKind.objects.create(code="x", name="รายงานการประชุม")
    actor = make.user(role, agency)
    fields = {"kind": kind, "subject": "รายงานการประชุมคัดเลือก"}
    if may:
        assert documents.register(agency, actor=actor, fields=fields).registered_by == actor
    else:
        with pytest.raises(NotAllowed):
            documents.register(agency, actor=actor, fields=fields)
