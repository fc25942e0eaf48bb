"""What the page's own script is answered: only for its status line, never a page, and nothing lost."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Event, QuarterlyReport
from indicators.services import quarterly_report as services
from tests import make
from tests.indicators.pages.conftest import Cast, signed_in
from tests.indicators.pages.test_quarterly_report import page, typed

pytestmark = pytest.mark.sqlite_alone


def autosave(client: Client, user: User, url: str, form: dict[str, Any]) -> Any:
    return client.post(url, form, headers={"X-Autosave": str(user.pk)})


def saved(cast: Cast, report: QuarterlyReport, **fields: Any) -> dict[str, Any]:
    report.refresh_from_db()
    answer = autosave(signed_in(cast.officer), cast.officer, page(report, "edit"), typed(report, **fields))
    return {"status": answer.status_code, **answer.json()}


def test_it_answers_the_time_and_the_new_version_and_no_page(cast: Cast) -> None:
    report = make.quarter(cast.assignment)
    told = saved(cast, report, narrative="ประชุมครั้งที่ ๑")
    assert told == {"status": 200, "state": "saved", "version": 2, "sentence": "บันทึกแล้ว 10:00 น. (เครื่องแม่ข่าย)"}
    report.refresh_from_db()
    assert (report.narrative, report.version, report.edited_by) == ("ประชุมครั้งที่ ๑", 2, cast.officer)


def test_the_same_text_again_keeps_the_version(cast: Cast) -> None:
    report = make.quarter(cast.assignment)
    assert [saved(cast, report)["version"] for _each in range(2)] == [2, 2]
    assert Event.objects.filter(dossier=report.dossier).count() == 1


def test_a_saving_says_nothing_on_the_next_page(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    autosave(client, cast.officer, page(report, "edit"), typed(report))
    assert "บันทึกร่างแล้ว" not in client.get(page(report)).text


def test_what_is_not_right_is_named_and_nothing_is_stored(cast: Cast) -> None:
    report = make.quarter(cast.assignment)
    told = saved(cast, report, narrative="ยังอยู่", progress_percent="130", **{"entries-0-text": "ไม่รู้วัน"})
    assert (told["status"], told["state"]) == (422, "invalid")
    assert "ช่อง “ความก้าวหน้าสะสม (ร้อยละ)”, “วันที่” ยังไม่ถูกต้อง" in told["sentence"]
    report.refresh_from_db()
    assert (report.narrative, report.version) == ("", 1)


def test_a_new_row_saved_three_times_is_one_row(cast: Cast) -> None:
    report, key = make.quarter(cast.assignment), uuid4()
    for text in ("ส่ง", "ส่งหนังสือ", "ส่งหนังสือเวียน"):
        entry = {"entries-0-entry_key": key, "entries-0-date": "31/10/2563", "entries-0-text": text}
        assert saved(cast, report, **entry)["state"] == "saved"
    (row,) = report.monthly_entries.all()
    assert (row.key, row.text) == (key, "ส่งหนังสือเวียน")


def test_a_colleague_was_first_and_both_texts_come_word_by_word(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    mine = typed(report, narrative="ตั้งด่านตรวจ")
    friend = make.user(Role.OFFICER, cast.agency, full_name="นางสาวเพื่อน ร่วมงาน")
    services.save(report, actor=friend, version=1, fields={"narrative": "ตั้งด้านตรวจ"})
    answer = autosave(client, cast.officer, page(report, "edit"), mine)
    told = answer.json()
    assert (answer.status_code, told["state"]) == (409, "conflict")
    assert told["sentence"] == "เพื่อนร่วมงานแก้เมื่อ 10:00"
    assert "นางสาวเพื่อน ร่วมงาน บันทึกหน้านี้เมื่อ" in told["panel"]
    assert "ด้าน</del>" in told["panel"]
    assert "ด่าน</ins>" in told["panel"]
    assert [told["panel"].count(f'value="{choice}"') for choice in ("mine", "continue")] == [1, 1]
    assert 'name="version" value="2"' in told["panel"]
    assert "<html" not in told["panel"]
    report.refresh_from_db()
    assert report.narrative == "ตั้งด้านตรวจ"


def test_two_windows_of_one_person_are_told_apart_from_a_colleague(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    services.save(report, actor=cast.officer, version=1, fields={"narrative": "หน้าต่างแรก"})
    told = autosave(client, cast.officer, page(report, "edit"), typed(report, version=1)).json()
    assert told["sentence"] == "ท่านแก้จากหน้าต่างอื่นเมื่อ 10:00"


def test_the_same_text_on_both_sides_is_no_conflict(cast: Cast) -> None:
    report = make.quarter(cast.assignment)
    first, second = typed(report), typed(report)
    client = signed_in(cast.officer)
    client.post(page(report, "edit"), first)
    told = autosave(client, cast.officer, page(report, "edit"), second).json()
    assert (told["state"], told["version"]) == ("saved", 2)


def test_a_difference_in_the_monthly_rows_alone_is_a_conflict(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    rows = {"entries-0-entry_key": uuid4(), "entries-0-date": "31/10/2563"}
    theirs, mine = ({**typed(report), **rows, "entries-0-text": text} for text in ("ของเขา", "ของฉัน"))
    client.post(page(report, "edit"), theirs)
    told = autosave(client, cast.officer, page(report, "edit"), mine).json()
    assert told["state"] == "conflict"
    assert "บันทึกรายเดือน" in told["panel"]


def test_going_on_from_the_other_text_shows_it_with_mine_beside(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    mine = typed(report, narrative="ข้อความของฉัน")
    client.post(page(report, "edit"), typed(report, narrative="ข้อความของเพื่อน"))
    beside = {"mine-label": "ผลการดำเนินงาน", "mine-text": "ข้อความของฉัน"}
    answer = client.post(page(report, "edit"), {**mine, **beside, "resolve": "continue"})
    assert answer.status_code == 200
    assert answer.context["form"]["narrative"].value() == "ข้อความของเพื่อน"
    assert 'name="version" value="2"' in answer.text
    assert '<p class="written">ข้อความของฉัน</p>' in answer.text
    report.refresh_from_db()
    assert (report.narrative, report.version) == ("ข้อความของเพื่อน", 2)


def test_an_ended_session_is_said_and_never_redirected(cast: Cast) -> None:
    report = make.quarter(cast.assignment)
    answer = autosave(Client(), cast.officer, page(report, "edit"), typed(report))
    assert (answer.status_code, answer.json()["state"]) == (401, "signed-out")
    plain = Client().post(page(report, "edit"), typed(report))
    assert (plain.status_code, plain.headers["Location"].split("?")[0]) == (302, reverse("sign-in"))


def test_nothing_is_stored_in_the_name_of_who_signed_in_meanwhile(cast: Cast) -> None:
    report = make.quarter(cast.assignment)
    friend = make.user(Role.OFFICER, cast.agency, full_name="นางสาวเพื่อน ร่วมงาน")
    answer = autosave(signed_in(friend), cast.officer, page(report, "edit"), typed(report))
    assert (answer.status_code, answer.json()["state"]) == (409, "another-person")
    assert "นางสาวเพื่อน ร่วมงาน" in answer.json()["sentence"]
    report.refresh_from_db()
    assert report.version == 1


def test_an_old_secret_is_renewed_by_asking_once(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), Client(enforce_csrf_checks=True)
    client.force_login(cast.officer)
    old = autosave(client, cast.officer, page(report, "edit"), typed(report))
    assert (old.status_code, old.json()["state"]) == (403, "token")
    headers = {"X-Autosave": str(cast.officer.pk), "Accept": "application/json"}
    token = client.get(reverse("signed-in"), headers=headers).json()["token"]
    new = autosave(client, cast.officer, page(report, "edit"), {**typed(report), "csrfmiddlewaretoken": token})
    assert new.json()["state"] == "saved"


def test_who_signs_in_beside_an_open_page_is_sent_back_to_it(cast: Cast) -> None:
    assert "กลับไปที่หน้าเดิม" in signed_in(cast.officer).get(reverse("signed-in")).text


def test_what_was_sent_on_meanwhile_is_refused_with_the_reason(cast: Cast) -> None:
    report = make.fill_quarter(make.quarter(cast.assignment))
    seen = typed(report)
    make.set_status(report, "submitted", cast.officer)
    answer = autosave(signed_in(cast.officer), cast.officer, page(report, "edit"), seen)
    assert (answer.status_code, answer.json()["state"]) == (409, "refused")


def test_a_stranger_is_told_nothing(cast: Cast) -> None:
    report = make.quarter(cast.assignment)
    answer = autosave(signed_in(cast.stranger), cast.stranger, page(report, "edit"), typed(report))
    assert answer.status_code == 404


def test_the_year_end_report_is_saved_alike(cast: Cast) -> None:
    report = cast.assignment.year_end_report
    url, client = reverse("year-end-report-edit", args=[report.pk]), signed_in(cast.officer)
    good = {"version": 1, "summary": "ทั้งปี", "enablers": "งบ\n\nคน"}
    assert autosave(client, cast.officer, url, good).json()["version"] == 2
    assert list(report.factors.values_list("text", flat=True)) == ["งบ", "คน"]
    late = autosave(client, cast.officer, url, {**good, "enablers": "งบ"}).json()
    assert (late["state"], "ปัจจัยสนับสนุนการดำเนินงาน" in late["panel"]) == ("conflict", True)
    wrong = autosave(client, cast.officer, url, {**good, "version": 2, "no_enablers": "on"}).json()
    assert (wrong["state"], "“ไม่มีปัจจัยสนับสนุน”" in wrong["sentence"]) == ("invalid", True)


def fields_of(report: QuarterlyReport) -> list[list[str]]:
    events = Event.objects.filter(dossier=report.dossier, action="edit").order_by("sequence")
    return [json.loads(event.details)["fields"] for event in events]


def test_a_run_of_autosaves_is_one_event_until_another_field_is_touched(cast: Cast) -> None:
    report = make.quarter(cast.assignment)
    for text in ("ก", "กข", "กขค"):
        saved(cast, report, narrative=text)
    assert fields_of(report) == [["narrative", "progress_percent"]]
    saved(cast, report, narrative="กขค", obstacles="ฝน")
    assert fields_of(report) == [["narrative", "progress_percent"], ["obstacles"]]
    report.refresh_from_db()
    assert report.version == 5  # every saving raises it, whether or not it has an event of its own


@pytest.mark.parametrize(("minutes", "events"), [("10:14", 1), ("10:15", 2)])
def test_a_run_ends_after_a_quarter_of_an_hour(cast: Cast, minutes: str, events: int) -> None:
    report = make.quarter(cast.assignment)
    saved(cast, report, narrative="ก")
    with clock.travel(make.at("2020-12-20", minutes)):
        saved(cast, report, narrative="ข")
    assert len(fields_of(report)) == events


def test_nobody_writes_under_the_event_of_another(cast: Cast) -> None:
    report = make.quarter(cast.assignment)
    friend = make.user(Role.OFFICER, cast.agency)
    for actor, text in ((cast.officer, "ก"), (friend, "ข"), (cast.officer, "ค")):
        report.refresh_from_db()
        fields = {"narrative": text}
        services.save(report, actor=actor, version=report.version, fields=fields, autosaved=True)
    actors = Event.objects.filter(dossier=report.dossier).order_by("sequence").values_list("actor", flat=True)
    assert list(actors) == [cast.officer.pk, friend.pk, cast.officer.pk]


def test_the_button_always_leaves_its_event(cast: Cast) -> None:
    report, client = make.quarter(cast.assignment), signed_in(cast.officer)
    saved(cast, report, narrative="ก")
    report.refresh_from_db()
    client.post(page(report, "edit"), typed(report, narrative="ข"))
    assert len(fields_of(report)) == 2


def test_a_page_that_is_kept_saved_is_never_taken_from_a_cache(cast: Cast) -> None:
    answer = signed_in(cast.officer).get(page(make.quarter(cast.assignment), "edit"))
    assert "no-store" in answer.headers["Cache-Control"]
    assert 'id="save"' in answer.text
    assert f'data-user="{cast.officer.pk}"' in answer.text
