"""On a meeting's agenda with the letter of invitation, and off it again when the appeal is withdrawn."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal
from appeals.services import appeals, scheduling
from appeals.services.letters import Letter
from indicators.models import AgendaItem, Document, Event
from indicators.selectors import agenda
from indicators.services import agenda as agenda_services
from indicators.services import audit, documents, meetings, resolutions
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.selectors.meeting_content import minutes_content
from tests import make, make_appeal
from tests.appeals.filing import stage
from tests.appeals.filing.stage import INVITATION


def test_a_registered_appeal_stands_on_the_agenda_with_its_newest_filing(draft: Appeal, secretary: User) -> None:
    appeal, on = stage.registered(draft), stage.meeting()
    event = scheduling.schedule(appeal, on, INVITATION, actor=secretary, version=appeal.version)
    item = on.items.get()
    assert (appeal.status, item.revision, item.dossier) == ("scheduled", event.revision, appeal.dossier)
    assert item.title.startswith("อุทธรณ์เกณฑ์ข้อ 4 – ")
    letter = appeal.invitation
    assert (letter.number, letter.date, letter.agency) == (
        "กท 0303/2208",
        date(2021, 7, 15),
        appeal.assignment.agency,
    )
    assert letter.registered_by == secretary
    assert '"number":"กท 0303/2208"' in event.details
    assert audit.broken_links() == []


def test_a_registered_document_may_be_the_invitation(draft: Appeal, secretary: User) -> None:
    appeal, on = stage.registered(draft), stage.meeting()
    letter = make_appeal.letter(appeal.assignment, "กท 0303/2208", "2021-07-15")
    foreign = make_appeal.letter(stage.assignment())
    without = make_appeal.letter(appeal.assignment, "")
    for wrong in (foreign, without):
        with pytest.raises(Invalid) as refused:
            scheduling.schedule(appeal, on, wrong, actor=secretary, version=appeal.version)
        assert set(refused.value.errors) == {"invitation"}
    scheduling.schedule(appeal, on, letter, actor=secretary, version=appeal.version)
    assert appeal.invitation == letter
    with pytest.raises(Invalid, match="หนังสือเชิญประชุมพิจารณาอุทธรณ์"):
        documents.delete(letter, actor=stage.officer_of(appeal))


@pytest.mark.parametrize(
    ("letter", "field"),
    [
        (Letter("", date(2021, 7, 15), "เชิญ"), "invitation_number"),
        (Letter("กท 1", None, "เชิญ"), "invitation_date"),
        (Letter("กท 1", date(2021, 7, 15), ""), "invitation_subject"),
    ],
)
def test_without_an_invitation_nothing_is_scheduled(
    draft: Appeal, secretary: User, letter: Letter, field: str
) -> None:
    appeal, on = stage.registered(draft), stage.meeting()
    with pytest.raises(Invalid) as refused:
        scheduling.schedule(appeal, on, letter, actor=secretary, version=appeal.version)
    assert set(refused.value.errors) == {field}
    assert not on.items.exists()


def test_a_repeated_form_schedules_once_and_a_stale_one_not_at_all(draft: Appeal, secretary: User) -> None:
    appeal, on, key = stage.registered(draft), stage.meeting(), uuid4()
    version = appeal.version
    with pytest.raises(StaleVersion):
        scheduling.schedule(appeal, on, INVITATION, actor=secretary, version=version - 1)
    events = [
        scheduling.schedule(appeal, on, INVITATION, actor=secretary, version=version, key=key) for _each in range(2)
    ]
    assert events[0] == events[1]
    assert on.items.count() == 1
    assert Document.objects.filter(number="กท 0303/2208").count() == 1


def test_several_go_with_one_letter_and_what_cannot_is_told(secretary: User) -> None:
    on, agency = stage.meeting(), make.agency()
    of = stage.assignment(agency)
    two = [stage.registered(make_appeal.appeal(of, position=position)) for position in (1, 2)]
    stale = stage.registered()
    chosen = [*((appeal, appeal.version) for appeal in two), (stale, stale.version + 1)]
    key = uuid4()
    for _each in range(2):
        (failed,) = scheduling.schedule_all(chosen, on, INVITATION, actor=secretary, key=key)
    assert (failed.agency, "เปิดหน้าใหม่" in failed.why) == (stale.assignment.agency.name, True)
    assert on.items.count() == 2
    # Both are of one agency, whose register has the letter once.
    assert Document.objects.filter(agency=agency, number="กท 0303/2208").count() == 1


def test_closed_minutes_take_no_appeal(draft: Appeal, secretary: User) -> None:
    appeal, on = stage.registered(draft), stage.meeting(held_on=date(2021, 7, 6))
    meetings.close(on, actor=secretary, version=on.version)
    with pytest.raises(Invalid, match="ปิดรายงานการประชุม"):
        scheduling.schedule(appeal, on, INVITATION, actor=secretary, version=appeal.version)
    assert appeal.status == "registered"


def test_withdrawing_takes_a_scheduled_appeal_off_the_agenda(draft: Appeal, officer: User) -> None:
    appeal = stage.scheduled(draft, officer)
    item = AgendaItem.objects.get()
    event = appeals.withdraw(appeal, actor=officer, version=appeal.version, reason="ตกลงกันได้แล้ว")
    item.refresh_from_db()
    assert (item.result, item.event, item.version) == ("withdraw", event, 2)
    assert (agenda.result_word(item), agenda.result_tag(item)) == ("ถอนอุทธรณ์", ("withdrawn", "ถอนอุทธรณ์"))
    assert agenda.open_item(appeal.dossier) is None
    with stage.travelling(make.at("2021-07-20")):
        member = make.user(Role.COMMITTEE)
        with pytest.raises(NotAllowed, match=r"นำเรื่องนี้ออกจากวาระแล้วเมื่อ .* \(ถอนอุทธรณ์\)"):
            agenda_services.abstain(item, actor=member, reason="ญาติ")
        assert not resolutions.may_resolve(member, agenda_services.fetch(item), make.at("2021-07-20")).allowed
        assert agenda.decidable_by(member, item.meeting, [item]) == set()
        # Nothing waits for a resolution: the minutes can be closed, and say what became of it.
        meetings.close(item.meeting, actor=make.user(Role.SECRETARIAT), version=item.meeting.version)
    (told,) = minutes_content(item.meeting)["items"]
    assert (told["result"], told["result_words"], told["resolution"]) == ("withdraw", "ถอนอุทธรณ์", "")


def test_a_postponed_appeal_is_taken_off_the_agenda_it_went_to(draft: Appeal, officer: User, secretary: User) -> None:
    appeal = stage.scheduled(draft, officer)
    first = AgendaItem.objects.get()
    agenda_services.postpone(first, stage.meeting("3/2564"), actor=secretary, version=1, reason="เอกสารไม่ครบ")
    appeals.withdraw(appeal, actor=officer, version=appeal.version)
    assert [item.result for item in AgendaItem.objects.order_by("pk")] == ["postpone", "withdraw"]


def test_a_decided_item_is_not_touched_by_a_withdrawal(draft: Appeal, officer: User) -> None:
    appeal = stage.scheduled(draft, officer)
    AgendaItem.objects.update(result="accept")
    make_appeal.put(appeal, "conditions", officer)
    with pytest.raises(NotAllowed):
        appeals.withdraw(appeal, actor=officer, version=appeal.version)
    assert AgendaItem.objects.get().result == "accept"


def test_the_meetings_pages_show_the_appeal_and_its_withdrawal(draft: Appeal, officer: User, secretary: User) -> None:
    appeal = stage.scheduled(draft, officer)
    item = AgendaItem.objects.get()
    client = stage.signed_in(make.user(Role.COMMITTEE))
    page, own = reverse("meeting", args=[item.meeting_id]), reverse("agenda-item", args=[item.pk])
    shown = client.get(own).text
    assert "ข้อ 1 ปัจจัยภายนอกของหน่วยงาน" in shown
    for text in ("นำไปใช้เวลาไม่น้อยกว่า 30 วัน", "นำไปใช้ประโยชน์", "ด่วนที่สุด ที่ กท 0406/3937 ลงวันที่ 7 กรกฎาคม 2564"):
        assert text in shown
    appeals.withdraw(appeal, actor=officer, version=appeal.version)
    minutes = stage.signed_in(secretary).get(reverse("meeting-minutes", args=[item.meeting_id]))
    for text in (client.get(page).text, client.get(own).text, minutes.text):
        assert "ถอนอุทธรณ์" in text


def test_an_appeal_is_not_among_what_is_approved_in_one_go(draft: Appeal, officer: User) -> None:
    stage.scheduled(draft, officer)
    on = AgendaItem.objects.get().meeting
    with stage.travelling(make.at("2021-07-20")):
        page = stage.signed_in(make.user(Role.COMMITTEE)).get(reverse("meeting", args=[on.pk]))
    assert page.context["ticks"] is None
    assert page.context["actions"][0]["url"] == reverse("agenda-item", args=[on.items.get().pk])


def test_the_schedule_keeps_one_event_for_the_letter_and_one_for_the_act(draft: Appeal, secretary: User) -> None:
    appeal, on, before = stage.registered(draft), stage.meeting(), Event.objects.count()
    scheduling.schedule(appeal, on, INVITATION, actor=secretary, version=appeal.version)
    told = list(Event.objects.order_by("pk")[before:].values_list("subject", "action"))
    assert told == [("document", "register"), ("appeal", "schedule")]
