"""The people of an appeal and what they do at the pages, one function an act; each returns the page that follows."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.models import Agency
from accounts.roles import Role
from appeals.models import Appeal, CityOrder, Condition
from indicators.models import (
    AgendaItem,
    Assignment,
    CriterionVersion,
    Document,
    Event,
    FiscalYear,
    Indicator,
    IndicatorCriterion,
    Measure,
)
from tests import make, make_appeal
from tests.indicators.stories.desk_client import Person

AFTER = "นำนวัตกรรมที่ได้รับการอนุมัติจากคณะกรรมการนวัตกรรมของกรุงเทพมหานคร ไปใช้ประโยชน์"
BEFORE = f"{AFTER}เวลาไม่น้อยกว่า 30 วัน (1 เมษายน – 30 สิงหาคม 2564)"
CRITERIA = ("ส่งความคิดเห็นครบจำนวน", "คัดเลือกหนึ่งเรื่อง", "เสนอโครงการ", BEFORE, "สำรวจการใช้ประโยชน์")
EVALUATION = "ประเมินผลการให้บริการ 8 ครั้งและความพึงพอใจ"
COMMUNICATION = "สื่อสารทางออนไลน์แทนการให้บริการ 22 ครั้ง"


@dataclass
class Town:
    """An office that appeals, its assignment, and everybody who has a part in it."""

    assignment: Assignment
    officer: Person
    secretariat: Person
    committee: Person
    evaluator: Person
    administrator: Person

    @property
    def agency(self) -> Agency:
        return self.assignment.agency

    @property
    def appeal(self) -> Appeal:
        """The newest one, as it stands."""
        return Appeal.objects.filter(assignment=self.assignment).select_related("dossier").latest("pk")

    def actions(self) -> list[str]:
        """What happened in the appeal's own dossier, edits aside."""
        told = Event.objects.filter(dossier=self.appeal.dossier).exclude(action="edit")
        return list(told.order_by("sequence").values_list("action", flat=True))


def text(page: str) -> str:
    """What a reader sees."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def year() -> FiscalYear:
    found = FiscalYear.objects.first() or make.year(appeals_close_on=date(2021, 8, 31))
    make_appeal.codes(found)
    return found


def give(agency: Agency, number: int = 8) -> Assignment:
    """The year's innovation indicator: weight 10, five steps of 20 %. All agencies have the same."""
    of = year()
    indicator = Indicator.objects.filter(year=of, measure=Measure.STEPS).first()
    if indicator is None:
        indicator = make.indicator(of, measure=Measure.STEPS, name="ความสำเร็จในการเสนอนวัตกรรม")
        for position, said in enumerate(CRITERIA, start=1):
            IndicatorCriterion.objects.create(indicator=indicator, position=position, text=said, weight=Decimal(20))
    return make.assignment(agency, of, indicator=indicator, number=number)


def town() -> Town:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    for code, name in (("letter", "หนังสือ"), ("report", "รายงาน")):
        make.kind(code, name=name, position=len(code))
    roles = (Role.OFFICER, Role.SECRETARIAT, Role.COMMITTEE, Role.EVALUATOR, Role.ADMINISTRATOR)
    return Town(give(agency), *(Person(make.user(role, agency)) for role in roles))


def register(who: Person, subject: str, **typed: str) -> Document:
    """A document enters the register of the person's agency."""
    kind = str(make.kind(typed.pop("kind", "letter")).pk)
    who.send("/documents/add/", "/add/", kind=kind, subject=subject, paper_location="แฟ้ม 1", **typed)
    return Document.objects.latest("pk")


def judge(place: Town, position: int, percent: str, reason: str = "") -> str:
    """The secretariat judges a criterion under the version that its queue offers."""
    criterion = newest(place.assignment, position)
    address = f"/judging/{criterion.pk}/"
    return text(place.secretariat.send(address, address, percent=percent, reason=reason))


def newest(assignment: Assignment, position: int) -> CriterionVersion:
    return assignment.criterion_versions.filter(position=position).latest("version")


def write(
    place: Town, letter: str = "กท 0406/3937", day: str = "7 ก.ค. 2564", *, cite: Document | None = None
) -> str:
    """The officer opens a draft about criterion 4, writes it with its letter, cites and reads the last check."""
    who, codes = place.officer, make_appeal.codes(place.assignment.year)
    opened = f"/appeals/add/{place.assignment.pk}/"
    who.send(opened, opened, ticked={"position": "4"})
    at = f"/appeals/{place.appeal.pk}"
    who.send(
        f"{at}/edit/",
        "/edit/",
        "evidence",
        cause=str(codes["cause1"].pk),
        requested_outcome=str(codes["outcome2"].pk),
        what_happened="ให้บริการได้ 8 วันแล้วต้องงดตามหนังสือสั่งการเพราะโรคระบาด",
        criterion_asked=AFTER,
        letter_number=letter,
        letter_speed="most_urgent",
        letter_date=day,
        letter_subject="ขออุทธรณ์การปฏิบัติราชการ",
    )
    if cite:
        cite_from_register(who, f"{at}/evidence/", cite)
    return text(who.read(f"{at}/check/"))


def cite_from_register(who: Person, page: str, document: Document) -> None:
    """Ticks a document in the register below the evidence. Its button is worth "cite", which `send` cannot press."""
    shown = who.read(page)
    assert f'id="document-{document.pk}"' in shown
    assert 'name="action" value="cite"' in shown
    version = re.search(r'name="version" value="(\d+)"', shown)
    assert version
    answer = who.client.post(page, {"action": "cite", "version": version[1], "document": document.pk})
    assert answer.status_code == 302


def file(place: Town) -> str:
    return text(place.officer.send(f"/appeals/{place.appeal.pk}/check/", "/file/"))


def register_appeal(place: Town) -> str:
    return text(place.secretariat.send(f"/appeals/{place.appeal.pk}/", "/register/"))


def schedule(place: Town, number: str = "3/2564", held_on: str = "20 ก.ค. 2564") -> AgendaItem:
    """A meeting is planned and the appeal put on its agenda, with the letter of invitation."""
    desk = place.secretariat
    desk.send("/meetings/add/", "/add/", number=number, held_on=held_on, chair="ประธานกรรมการ")
    box = re.search(rf'name="appeals" value="({place.appeal.pk}-\d+)"', desk.read("/appeals/waiting/"))
    assert box, "the appeal waits for a meeting"
    desk.send(
        "/appeals/waiting/",
        "/waiting/",
        ticked={"appeals": box[1]},
        invitation_number="กท 0303/2208",
        invitation_date="15 ก.ค. 2564",
        invitation_subject="ขอเชิญประชุมพิจารณาอุทธรณ์",
    )
    item = AgendaItem.objects.filter(dossier=place.appeal.dossier).latest("pk")
    assert item.meeting.number == number
    return item


def decide(place: Town, item: AgendaItem, result: str, **typed: str) -> str:
    """The committee's resolution; the outcome is 2 unless it is rejected."""
    outcome = "" if result == "reject" else str(make_appeal.codes(place.assignment.year)["outcome2"].pk)
    page = place.committee.send(
        f"/meetings/items/{item.pk}/",
        "/determine/",
        ticked={"result": result},
        **{"decided_outcome": outcome, "resolution": "มติของที่ประชุม", **typed},
    )
    return text(page)


# The two conditions of 20 July as they are typed.
TWO_CONDITIONS = {
    "terms-0-text": EVALUATION,
    "terms-0-due_on": "31 ส.ค. 2564",
    "terms-1-text": COMMUNICATION,
    "terms-1-quantity": "22",
    "terms-1-unit": "ครั้ง",
    "terms-1-due_on": "30 ก.ย. 2564",
}


def report(place: Town, condition: Condition, done_on: str, document: Document, quantity: str = "") -> str:
    typed = {"quantity": quantity} if quantity else {}
    page = place.officer.send(
        f"/conditions/{condition.pk}/report/",
        "/report/",
        ticked={"documents": str(document.pk)},
        done_on=done_on,
        text="ดำเนินการแล้ว",
        **typed,
    )
    return text(page)


def verify(place: Town, condition: Condition) -> str:
    return text(place.secretariat.send(f"/conditions/{condition.pk}/", "/verify/"))


def score_page(place: Town, who: Person | None = None) -> str:
    return text((who or place.officer).read(f"/assignments/{place.assignment.pk}/score/"))


def order_of_the_city(place: Town) -> CityOrder:
    """The suspension as an order that touches everybody."""
    codes = make_appeal.codes(place.assignment.year)
    place.secretariat.send(
        "/city-orders/add/",
        "/add/",
        number="กท 0406/191",
        dated="15 เม.ย. 2564",
        subject="งดให้บริการงานทะเบียน",
        what_happened="งดให้บริการทั้งกรุงเทพมหานครเพราะโรคระบาด",
        cause=str(codes["cause1"].pk),
        requested_outcome=str(codes["outcome2"].pk),
    )
    return CityOrder.objects.latest("pk")


def between(page: str, start: str, end: str) -> list[str]:
    """The elements of a page from a tag's start to its end."""
    return re.findall(rf"{re.escape(start)}.*?{re.escape(end)}", page, re.DOTALL)
