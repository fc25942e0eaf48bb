"""The case of 2564 through the web client, from the first idea to the endorsed survey; a district that is short."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import pytest

from accounts.models import Agency, Delegation
from accounts.roles import Role
from indicators import clock
from indicators.models import Document, DocumentKind, Event, Holiday, PrintRecord
from indicators.services.prints import rendered_on_demand
from innovation.models import InnovationCase, SelectedIdea, Utilisation
from tests import make, make_case
from tests.indicators.stories.desk_client import Person

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
DONE = [21, 14, 18, 17, 16, 15, 19, 12]  # people at each of the eight sessions: 132 in all
EVERY_DAY = {"serves": "every_day", "skip_holidays": "on"}


@dataclass
class Office:
    case: InnovationCase
    officer: Person
    member: Person
    head: Person
    secretariat: Person
    committee: Person

    @property
    def pk(self) -> int:
        return self.case.pk


@pytest.fixture(autouse=True)
def papers_when_asked_for() -> Iterator[None]:
    """Forty papers are not rendered; that they are kept is counted."""
    with rendered_on_demand():
        yield


def office(level: str = Agency.Level.SECRETARIAT, name: str = "สำนักงานปกครองและทะเบียน") -> Office:
    agency = make.agency(name, level=level)
    year = make.year()
    make_case.round_(year)
    Holiday.objects.create(year=year, date=date(2021, 4, 6), name="วันจักรี", reference="มติคณะรัฐมนตรี")
    for code, kind in (("order", "คำสั่ง"), ("memo", "บันทึกข้อความ")):
        DocumentKind.objects.get_or_create(code=code, defaults={"name": kind, "needs_number": True})
    roles = (Role.OFFICER, Role.WORKING_GROUP, Role.HEAD, Role.SECRETARIAT, Role.COMMITTEE)
    return Office(make_case.case(agency, year), *(Person(make.user(role, agency)) for role in roles))


def text(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def type_ideas(who: Person, collection: int, titles: list[str]) -> str:
    """Ten rows at a time, as the grid has them."""
    page = who.read(f"/collections/{collection}/ideas/")
    chosen = re.search(r'<option value="([^"]+)"[^>]*>\s*นวัตกรรมการบริการ', page)
    assert chosen, "the list of types offers no service innovation"
    service = chosen[1]
    for start in range(0, len(titles), 10):
        typed = {}
        for place, title in enumerate(titles[start : start + 10]):
            typed[f"rows-{place}-title"] = title
            for column in ("problem", "proposal", "benefit"):
                typed[f"rows-{place}-{column}"] = f"{column} ของ{title}"
            typed[f"rows-{place}-type"] = service
        page = who.send(f"/collections/{collection}/ideas/", "/ideas/", **typed)
    return page


IDEAS = ["รถบริการทะเบียนเคลื่อนที่ในห้าง", *(f"แนวคิดสำรองเรื่องที่ {number}" for number in range(2, 11))]


def test_the_year_2564_from_the_first_idea_to_the_endorsed_survey() -> None:
    with clock.travel(make.at("2020-11-16")):
        town = office()
    _collect(town)
    _select(town)
    _propose(town)
    _decide(town)
    _develop(town)
    _survey(town)

    page = text(town.officer.read(f"/cases/{town.pk}/"))
    assert "8 จาก 30 ครั้ง ผู้รับบริการ 132 คน" in page
    assert page.count("ต้องทำขั้นที่") == 0
    kept = PrintRecord.objects.order_by("id").values_list("event__action", "form")
    assert list(kept) == [
        ("receive", "idea_list"),
        ("select", "selection"),
        *(("endorse", form) for form in ("project", "presentation")),
        *(("approve_with_changes", form) for form in ("project", "presentation")),
        *(("confirm", form) for form in ("project", "presentation")),
        ("endorse", "survey"),
        ("receive", "survey"),
    ]
    told = Event.objects.filter(dossier__agency=town.case.assignment.agency).exclude(action__in=["edit", "assign"])
    assert {"add_idea", "close", "select", "schedule", "send", "accept"} <= set(told.values_list("action", flat=True))


def _collect(town: Office) -> None:
    collection = town.case.collection.pk
    with clock.travel(make.at("2020-11-16")):
        page = text(type_ideas(town.officer, collection, IDEAS))
        assert "10 จาก 10 ชุด" in page
        town.officer.send(f"/collections/{collection}/", "/close/")
    with clock.travel(make.at("2020-11-20")):
        town.secretariat.send(f"/collections/{collection}/", "/receive/")


def _select(town: Office) -> None:
    selection = town.case.selections.get().pk
    idea = town.case.collection.ideas.get(number=1)
    with clock.travel(make.at("2020-12-08")):
        ballot = town.member.offered(f"/selections/{selection}/ballot/", "/ballot/")
        assert ballot
        points = {name: "8" for name in ballot.values if name.startswith("points-")}
        town.member.send(f"/selections/{selection}/ballot/", "/ballot/", "submit", **points)
        town.member.send(
            f"/selections/{selection}/select/",
            "/select/",
            ticked={"idea": str(idea.pk)},
            reasons="ประชาชนได้รับบริการใกล้บ้านและไม่ต้องใช้งบประมาณ",
            meeting_date="8 ธ.ค. 2563",
            detail="นำเครื่องทำบัตรไปให้บริการที่ห้างสรรพสินค้า",
            password=make.PASSWORD,
            **{"panel-0-name": "นางประธาน คณะทำงาน", "panel-0-role": "ประธาน"},
        )
    assert SelectedIdea.objects.get().idea == idea


def _propose(town: Office) -> None:
    project = town.case.projects.get()
    at = f"/projects/{project.pk}"
    with clock.travel(make.at("2021-01-18")):
        form = town.officer.offered(f"{at}/basis/", "/basis/")
        assert form
        assert "problem ของ" in form.values["rationale"], "what the selection knows is filled in"
        town.officer.send(f"{at}/basis/", "/basis/", "next", name="โครงการให้บริการเคลื่อนที่", objectives="ให้บริการใกล้บ้าน")
        period = {"starts_on": "1 มี.ค. 2564", "ends_on": "30 ก.ย. 2564", "place": "ห้างตั้งฮั่วเส็ง ธนบุรี"}
        texts = {"targets": "ให้บริการ 30 ครั้ง", "characteristics": "โครงการใหม่"}
        town.officer.send(f"{at}/targets/", "/targets/", "save", **period, **texts)
        refused = text(town.officer.read(f"{at}/check/"))
        assert "กำหนดเป้าหมายของปีงบประมาณ 2564" in refused
        target = {"year_targets-0-text": "ให้บริการ 30 ครั้ง", "year_targets-0-sessions": "30"}
        town.officer.send(f"{at}/targets/", "/targets/", "next", **period, **texts, **target)
        activity = {"activities-2564-0-name": "ออกหน่วยบริการ", "activities-2564-0-owner": "ฝ่ายทะเบียน"}
        town.officer.send(f"{at}/plan/", "/plan/", "next", ticked={"activities-2564-0-months": "6"}, **activity)
        indicators = {"indicators-0-name": "จำนวนครั้ง", "indicators-0-target": "30 ครั้ง"}
        town.officer.send(f"{at}/budget/", "/budget/", "next", ticked={"no_budget": "on"}, **indicators)
        risks = {"risks-0-risk": "โรคระบาด", "risks-0-response": "เลื่อนหรือให้บริการทางออนไลน์"}
        town.officer.send(f"{at}/risks/", "/risks/", "next", benefits="ลดเวลา", monitoring="ทุกเดือน", **risks)
        shown = ("origin", "before", "after", "stages", "beneficiaries", "measurement", "scaling")
        town.officer.send(f"{at}/presentation/", "/presentation/", "save", **{name: f"เรื่อง {name}" for name in shown})
        town.officer.send(f"{at}/check/", "/submit/")
    with clock.travel(make.at("2021-01-22")):
        head, deputy = town.head.user, make.user(agency=town.case.assignment.agency)
        Delegation.objects.create(
            agency=town.case.assignment.agency,
            head=head,
            deputy=deputy,
            kind=Delegation.Kind.ACTING,
            order_number="1/2564",
            order_date=date(2021, 1, 4),
            starts_on=date(2021, 1, 4),
            ends_on=date(2021, 1, 31),
        )
        page = Person(deputy).read(f"{at}/endorse/")
        assert "1/2564" in page, "the delegation is shown where it counts"
        Person(deputy).send(f"{at}/endorse/", "/endorse/", password=make.PASSWORD)
    project.refresh_from_db()
    assert (project.status, project.endorsed_by) == ("endorsed", deputy)


def _decide(town: Office) -> None:
    project = town.case.projects.get()
    with clock.travel(make.at("2021-01-28")):
        town.secretariat.send("/meetings/add/", "/add/", number="2/2564", held_on="8 ก.พ. 2564", chair="ประธาน")
        waiting = town.secretariat.read("/meetings/waiting/")
        box = re.search(rf'name="(\w+)" value="({project.pk}-\d+)"', waiting)
        assert box, "the project waits for a meeting"
        town.secretariat.send("/meetings/waiting/", "/waiting/", ticked={box[1]: box[2]})
    item = project.dossier.agenda_items.get()
    with clock.travel(make.at("2021-02-08", "15:00")):
        town.committee.send(
            f"/meetings/items/{item.pk}/",
            "/determine/",
            ticked={"result": "approve_with_changes"},
            resolution="เห็นชอบโครงการ โดยให้ปรับปรุงตามข้อเสนอแนะ",
            conditions="เพิ่มช่องทางประชาสัมพันธ์",
        )
    at = f"/projects/{project.pk}"
    with clock.travel(make.at("2021-02-15")):
        risks = {"monitoring": "ทุกเดือน และรายงานช่องทางประชาสัมพันธ์"}
        town.officer.send(f"{at}/risks/", "/risks/", "save", **risks)
        town.officer.send(f"{at}/check/", "/resubmit/")
        assert "<ins" in town.secretariat.read(f"{at}/changes/")
        town.secretariat.send(f"{at}/changes/", "/confirm/")
    project.refresh_from_db()
    assert project.status == "done"


def _develop(town: Office) -> None:
    development = InnovationCase.objects.get(pk=town.pk).development
    at = f"/developments/{development.pk}"
    with clock.travel(make.at("2021-04-10")):
        order = {
            "kind": str(DocumentKind.objects.get(code="order").pk),
            "number": "4/2564",
            "date": "18 มี.ค. 2564",
            "subject": "แต่งตั้งคณะกรรมการโครงการ",
        }
        town.officer.send(f"{at}/evidence/", "/evidence/", **order)
        Document.objects.update(paper_location="ตู้ 1")
        days = {"start": "1 เม.ย. 2564", "end": "9 เม.ย. 2564", "place": "ห้างตั้งฮั่วเส็ง ธนบุรี"}
        preview = town.officer.read(f"{at}/sessions/range/?{urlencode(days | EVERY_DAY)}")
        assert {"วันให้บริการ", "วันทำการ", "วันจักรี"} <= set(re.findall("วันให้บริการ|วันทำการ|วันจักรี", preview))
        served = re.findall(r'name="day"\s+value="([\d-]+)"', preview)
        assert len(served) == 8
        answer = town.officer.client.post(f"{at}/sessions/range/", days | EVERY_DAY | {"day": served})
        assert answer.status_code == 302
        counts = {f"people-{row.pk}": str(n) for row, n in zip(development.sessions.all(), DONE, strict=True)}
        town.officer.send(f"{at}/sessions/people/", "/people/", **counts)
        town.officer.send(f"{at}/edit/", "/edit/", "save", summary="ให้บริการแล้วแปดครั้งก่อนต้องหยุด")
        assert "8 จาก 30 ครั้ง" in text(town.officer.read(f"{at}/"))
        town.officer.send(f"{at}/check/", "/send/")
    with clock.travel(make.at("2021-04-20")):
        town.secretariat.send(f"{at}/", "/accept/")


def _survey(town: Office) -> None:
    survey = Utilisation.objects.get(case=town.pk)
    at = f"/utilisations/{survey.pk}"
    with clock.travel(make.at("2021-08-27")):
        written = ("before", "after", "benefits", "obstacles", "extension_plan")
        figures = {"satisfaction_count": "120", "satisfaction_mean": "4.52", "satisfaction_percent": "90.40"}
        town.officer.send(f"{at}/edit/", "/edit/", "save", **figures, **{name: f"ผลด้าน {name}" for name in written})
        page = text(town.officer.read(f"{at}/check/"))
        assert "132" in page
        town.officer.send(f"{at}/check/", "/submit/")
    with clock.travel(make.at("2021-08-30")):
        town.head.send(f"{at}/endorse/", "/endorse/", password=make.PASSWORD)
        town.secretariat.send(f"{at}/", "/receive/")
    survey.refresh_from_db()
    assert (survey.status, survey.used_from, survey.used_to) == ("done", date(2021, 4, 1), date(2021, 4, 9))


def test_a_district_is_refused_at_14_and_sends_at_15() -> None:
    with clock.travel(make.at("2020-11-16")):
        town = office(Agency.Level.DISTRICT, "สำนักงานเขตทดสอบ")
        collection = town.case.collection
        type_ideas(town.officer, collection.pk, [f"เรื่องของเขตที่ {number}" for number in range(1, 15)])
        assert town.officer.offered(f"/collections/{collection.pk}/", "/close/") is None
        answer = town.officer.client.post(f"/collections/{collection.pk}/close/", {"version": collection.version})
        assert answer.status_code == 409
        assert "มีความคิดเห็นที่นับได้ 14 ชุด จากขั้นต่ำ 15 ชุด ยังขาด 1 ชุด" in text(answer.content.decode())
        collection.refresh_from_db()
        assert collection.status == "open"
        type_ideas(town.officer, collection.pk, ["เรื่องที่สิบห้า"])
        town.officer.send(f"/collections/{collection.pk}/", "/close/")
    collection.refresh_from_db()
    assert collection.status == "sent"
