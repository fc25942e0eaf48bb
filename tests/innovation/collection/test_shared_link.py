"""The shared link: opening and closing it, and what it takes from whom."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from accounts.roles import Role
from indicators import clock
from indicators.models import Event
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed
from innovation.models import Idea, LinkUse, Round, SharedLink
from innovation.services import collection as verbs
from innovation.services import ideas, shared_links
from innovation.services.shared_links import LinkGone, TooManyIdeas
from tests import make, make_case
from tests.innovation.collection.conftest import Cast

ADDRESS = "10.1.2.3"


@pytest.fixture
def link(cast: Cast) -> SharedLink:
    return shared_links.open_link(cast.collection, actor=cast.officer)


def hand_in(cast: Cast, link: SharedLink, title: str = "จากลิงก์", address: str = ADDRESS, **given: Any) -> Idea:
    return shared_links.hand_in(link, cast.form1(title, **given), address=address, consented=True)


def test_a_link_is_long_random_and_expires_after_the_rounds_days(cast: Cast, link: SharedLink) -> None:
    assert len(link.token) == 43
    assert link.expires_at == make.at("2020-12-20")
    assert Event.objects.get(action="open_link").actor == cast.officer
    assert link.token not in Event.objects.get(action="open_link").details


def test_its_days_are_the_rounds(cast: Cast) -> None:
    Round.objects.update(link_days=7)
    assert shared_links.open_link(cast.collection, actor=cast.officer).expires_at == make.at("2020-11-27")


def test_opening_twice_is_one_link_and_after_closing_another(cast: Cast, link: SharedLink) -> None:
    assert shared_links.open_link(cast.collection, actor=cast.officer) == link
    assert shared_links.close_link(link, actor=cast.officer) is not None
    assert shared_links.close_link(link, actor=cast.officer) is None
    other = shared_links.open_link(cast.collection, actor=cast.officer)
    assert other.token != link.token
    actions = Event.objects.filter(subject="shared_link").order_by("pk").values_list("action", flat=True)
    assert list(actions) == [
        "open_link",
        "close_link",
        "open_link",
    ]


def test_an_expired_link_makes_room_for_a_new_one(cast: Cast, link: SharedLink) -> None:
    with clock.travel(make.at("2020-12-21")):
        other = shared_links.open_link(cast.collection, actor=cast.officer)
        assert other.pk != link.pk
    assert cast.collection.links.filter(closed_at__isnull=True).count() == 1


def test_only_officers_open_and_close_and_only_while_it_is_open(cast: Cast, link: SharedLink) -> None:
    for role in set(Role) - {Role.OFFICER}:
        person = make.user(role, cast.agency)
        with pytest.raises(NotAllowed):
            shared_links.open_link(cast.collection, actor=person)
        with pytest.raises(NotAllowed):
            shared_links.close_link(link, actor=person)
    make_case.sent(cast.case)
    with pytest.raises(NotAllowed):
        shared_links.open_link(cast.collection, actor=cast.officer)


def test_what_is_handed_in_counts_and_names_nobody_in_the_audit(cast: Cast, link: SharedLink) -> None:
    idea = hand_in(cast, link)
    assert (idea.number, idea.source, idea.status, idea.added_by) == (1, "link", "eligible", None)
    assert idea.proposer.consented_at == make.at("2020-11-20")
    event = Event.objects.get(action="hand_in_idea")
    assert (event.actor, event.dossier) == (None, cast.collection.dossier)
    assert "สมศรี" not in event.details
    assert audit.broken_links() == []


def test_a_person_need_not_be_named_but_must_consent(cast: Cast, link: SharedLink) -> None:
    assert hand_in(cast, link, proposer={}).proposer.name == ""
    with pytest.raises(Invalid) as refused:
        shared_links.hand_in(link, cast.form1(), address=ADDRESS, consented=False)
    assert refused.value.errors == {"consent": "โปรดทำเครื่องหมายยินยอมก่อนส่ง"}


def test_the_same_form_again_is_the_same_idea_and_another_text_is_refused(cast: Cast, link: SharedLink) -> None:
    key = uuid4()
    once, again = hand_in(cast, link, key=key), hand_in(cast, link, key=key)
    assert once.pk == again.pk
    assert LinkUse.objects.count() == 1
    with pytest.raises(Invalid) as refused:
        hand_in(cast, link, "เรื่องอื่น", key=key)
    assert set(refused.value.errors) == {"title"}
    assert Idea.objects.count() == 1


def test_a_fault_is_named_by_its_field(cast: Cast, link: SharedLink) -> None:
    with pytest.raises(Invalid) as refused:
        hand_in(cast, link, problem="ก" * 20_001)
    assert refused.value.errors == {"problem": "ยาวเกินไป 1 ตัวอักษร (ไม่เกิน 20,000 ตัวอักษร)"}
    assert not LinkUse.objects.exists()


def test_an_expired_link_takes_nothing(cast: Cast, link: SharedLink) -> None:
    with clock.travel(make.at("2020-12-20", "09:59")):
        hand_in(cast, link)
    with clock.travel(make.at("2020-12-20")), pytest.raises(LinkGone) as gone:
        hand_in(cast, link)
    assert str(gone.value) == "ลิงก์นี้หมดอายุเมื่อ 20 ธ.ค. 2563 เวลา 10:00 น."


def test_a_closed_link_takes_nothing(cast: Cast, link: SharedLink) -> None:
    shared_links.close_link(link, actor=cast.officer)
    with pytest.raises(LinkGone) as gone:
        hand_in(cast, link)
    assert str(gone.value) == "ลิงก์นี้ปิดรับความคิดเห็นแล้ว"


def test_a_collection_that_was_sent_takes_nothing_even_if_its_link_were_open(cast: Cast, link: SharedLink) -> None:
    make_case.ideas(cast.collection, 10)
    verbs.close(cast.collection, actor=cast.officer, version=1)
    SharedLink.objects.update(closed_at=None)
    with pytest.raises(LinkGone) as gone:
        hand_in(cast, link)
    assert str(gone.value) == "หน่วยงานปิดรับความคิดเห็นของปีนี้แล้ว"


def test_a_closed_year_takes_nothing(cast: Cast, link: SharedLink) -> None:
    year = cast.case.assignment.year
    type(year).objects.filter(pk=year.pk).update(closed_at=make.at("2020-11-19"))
    with pytest.raises(LinkGone):
        hand_in(cast, link)


def test_the_address_is_kept_as_a_keyed_hash_only(cast: Cast, link: SharedLink) -> None:
    hand_in(cast, link)
    use = LinkUse.objects.get()
    assert len(use.address_hash) == 64
    assert ADDRESS not in use.address_hash
    shared_links.close_link(link, actor=cast.officer)
    assert not LinkUse.objects.exists()
    other = shared_links.open_link(cast.collection, actor=cast.officer)
    hand_in(cast, other)
    assert LinkUse.objects.get().address_hash != use.address_hash, "one address at two links is not recognised"


def fill(link: SharedLink, how_many: int, address: str, time: str = "10:00") -> None:
    """Uses of the link at that time, as by hand_in; `address` may differ in its last part."""
    for number in range(how_many):
        use = LinkUse(link=link, at=make.at("2020-11-20", time))
        use.address_hash = shared_links.hash_of(link, address.format(number))
        use.save()


def test_60_an_hour_from_one_address(cast: Cast, link: SharedLink) -> None:
    fill(link, 59, ADDRESS)
    hand_in(cast, link)
    with clock.travel(make.at("2020-11-20", "10:30")):
        with pytest.raises(TooManyIdeas) as many:
            hand_in(cast, link)
        assert 1800 <= many.value.wait <= 1801
        assert "อีก 31 นาที" in str(many.value)
        assert hand_in(cast, link, address="10.1.2.4").number == 2
    with clock.travel(make.at("2020-11-20", "11:00")):
        assert hand_in(cast, link).number == 3


def test_200_an_hour_from_everywhere(cast: Cast, link: SharedLink) -> None:
    fill(link, 199, "10.9.9.{}")
    hand_in(cast, link)
    with pytest.raises(TooManyIdeas):
        hand_in(cast, link, address="10.7.7.7")
    assert Idea.objects.count() == 1
    assert LinkUse.objects.count() == 200


def test_uses_are_forgotten_after_a_day(cast: Cast, link: SharedLink) -> None:
    hand_in(cast, link)
    with clock.travel(make.at("2020-11-21", "10:01")):
        hand_in(cast, link)
    assert list(LinkUse.objects.values_list("at", flat=True)) == [make.at("2020-11-21", "10:01")]


def test_a_flood_leaves_room_for_the_officers(cast: Cast, link: SharedLink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_links, "MOST_FROM_LINKS", 1)
    hand_in(cast, link)
    with pytest.raises(Invalid) as refused:
        hand_in(cast, link)
    assert refused.value.errors == {"": "ลิงก์นี้รับความคิดเห็นครบจำนวนแล้ว โปรดติดต่อผู้รับผิดชอบของหน่วยงาน"}
    assert ideas.add(cast.collection, [cast.form1()], actor=cast.officer)[0].number == 2
