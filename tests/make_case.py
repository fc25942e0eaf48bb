"""Makes innovation cases at any stage, with the least said: `make_case.selected(make_case.case())`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from accounts.models import Agency, User
from accounts.roles import Role
from indicators.models import FiscalYear, Measure, YearCode
from innovation.models import (
    Activity,
    BudgetLine,
    Collection,
    Development,
    Idea,
    InnovationCase,
    PanelMember,
    Presentation,
    Project,
    ProjectIndicator,
    Proposer,
    Risk,
    Round,
    RoundCriterion,
    RoundForm,
    RoundMinimum,
    RoundStep,
    SelectedIdea,
    Selection,
    ServiceSession,
    Utilisation,
    YearTarget,
)
from innovation.services import cases
from innovation.services.proposers import salted_hash
from innovation.services.steps import freeze_step
from tests import make

NOON = make.at("2020-11-20")
_number = count(1)
STEPS = (
    ("collection", "ค้นหาและรวบรวม", "2020-12-31"),
    ("selection", "คัดเลือก", "2021-01-15"),
    ("project", "เสนอโครงการ", "2021-01-31"),
    ("development", "พัฒนา", "2021-08-15"),
    ("utilisation", "สำรวจการใช้ประโยชน์", "2021-08-31"),
)
FORMS = (
    ("idea", 1, "แบบเสนอความคิดเห็น"),
    ("selection", 2, "แบบสรุปผลการคัดเลือก"),
    ("project", 3, "โครงการนวัตกรรม"),
    ("presentation", 4, "แบบนำเสนอโครงการ"),
    ("survey", 5, "แบบสำรวจการใช้ประโยชน์"),
)


def round_(year: FiscalYear | None = None, **fields: Any) -> Round:
    """The round of a year: five steps of 20 %, forms 1 to 5, minimums 20/15/10, three criteria of 10 points."""
    year = year or FiscalYear.objects.first() or make.year()
    made = Round.objects.create(
        year=year,
        indicator=fields.pop("indicator", None) or make.indicator(year, measure=Measure.STEPS),
        committee_name="คณะกรรมการทดสอบ",
        consent_text="ข้อมูลนี้ใช้เพื่อการคัดเลือกเท่านั้น",
        **fields,
    )
    for step, title, due_on in STEPS:
        due = date.fromisoformat(due_on)
        due = due.replace(year=due.year + year.be_year - 2564)
        RoundStep.objects.create(round=made, step=step, title=title, weight=Decimal(20), due_on=due)
    for form, number, title in FORMS:
        RoundForm.objects.create(round=made, form=form, number=number, title=title)
    for level, ideas in (("BUREAU", 20), ("DISTRICT", 15), ("SECRETARIAT", 10)):
        RoundMinimum.objects.create(round=made, level=level, ideas=ideas)
    for position, text in enumerate(("ตรงกับปัญหา", "ทำได้จริง", "ประโยชน์ต่อประชาชน"), start=1):
        RoundCriterion.objects.create(round=made, position=position, text=text, full_score=Decimal(10))
    for code, label in (("1", "นวัตกรรมเชิงนโยบาย"), ("2", "นวัตกรรมการบริการ"), ("3", "นวัตกรรมการบริหาร/องค์กร")):
        YearCode.objects.get_or_create(year=year, table="innovation_type", code=code, defaults={"label": label})
    return made


def case(agency: Agency | None = None, year: FiscalYear | None = None) -> InnovationCase:
    """A case with its collection open, in the round of `year` (made when there is none)."""
    agency = agency or make.agency()
    of = Round.objects.filter(year=year) if year else Round.objects.all()
    round_of_year = of.first() or round_(year)
    assignment = make.assignment(agency, round_of_year.year, indicator=round_of_year.indicator)
    found: InnovationCase = InnovationCase.objects.get(assignment=assignment)
    return found


def idea(collection: Collection, **fields: Any) -> Idea:
    """An eligible idea with a proposer, written straight into the table."""
    number = fields.pop("number", collection.ideas.count() + 1)
    kind = (
        fields.pop("innovation_type", None)
        or YearCode.objects.filter(table="innovation_type", year=collection.case.assignment.year).order_by("code")[1]
    )
    fields = {
        "title": f"แนวคิดที่ {number}",
        "problem": f"ปัญหาของแนวคิดที่ {number}",
        "proposal": f"วิธีพัฒนาของแนวคิดที่ {number}",
        "benefit": "ประชาชนได้รับบริการเร็วขึ้น",
        "submitted_on": date(2020, 11, 16),
        "added_at": NOON,
        "key": uuid4(),
        **fields,
    }
    made: Idea = Idea.objects.create(collection=collection, number=number, innovation_type=kind, **fields)
    person = {"name": f"ผู้เสนอ {number}", "position": "นักวิชาการ", "section": ""}
    salt = f"{made.pk:032x}"
    Proposer.objects.create(idea=made, **person, salt=salt, salted_hash=salted_hash(salt, person))
    return made


def ideas(collection: Collection, how_many: int) -> list[Idea]:
    return [idea(collection) for _each in range(how_many)]


def put(step: Any, status: str, by: User | None = None, **fields: Any) -> Any:
    """Puts a step into a status as if its process had led there: a submission leaves a revision."""
    moment = fields.pop("since", NOON)
    values: dict[str, Any] = {"status": status, "status_since": moment, **fields}
    if status not in {"open", "draft", "carried"}:
        actor = by or make.user()
        if not step.dossier.revisions.exists():
            freeze_step(step, actor=actor, at=moment)
        values = {"first_submitted_at": moment, "submitted_at": moment, "submitted_by": actor, **values}
    type(step).objects.filter(pk=step.pk).update(**values)
    step.refresh_from_db()
    return step


def sent(made: InnovationCase, how_many: int = 10) -> Collection:
    """Step 1 sent with `how_many` ideas."""
    ideas(made.collection, how_many - made.collection.ideas.count())
    found: Collection = put(made.collection, "sent")
    return found


def received(made: InnovationCase, how_many: int = 10) -> Selection:
    """Step 1 done; the selection that is open now."""
    put(sent(made, how_many), "done")
    return cases.open_selection(made, NOON)


def fill_selection(selection: Selection) -> Selection:
    """All that Form 2 needs besides the choice."""
    PanelMember.objects.create(selection=selection, position=1, name="นายประธาน คณะทำงาน", role="ประธาน")
    Selection.objects.filter(pk=selection.pk).update(detail="รายละเอียดของแนวคิด", meeting_date=date(2021, 1, 11))
    selection.refresh_from_db()
    return selection


def selected(made: InnovationCase, by: User | None = None) -> Project:
    """Step 2 done with the first idea; the project that is in draft now."""
    selection = fill_selection(received(made))
    by = by or make.user(Role.WORKING_GROUP, made.assignment.agency)
    first = made.collection.ideas.order_by("number")[0]
    choice = SelectedIdea.objects.create(
        selection=selection, idea=first, reasons="ตรงกับปัญหาที่สุด", chosen_by=by, chosen_at=NOON
    )
    put(selection, "done", by)
    return cases.open_project(choice, made, NOON)


def fill_project(project: Project, **fields: Any) -> Project:
    """A complete project of one fiscal year without budget, and its presentation."""
    year = project.case.assignment.year
    texts = ("rationale", "objectives", "targets", "characteristics", "benefits", "monitoring")
    values: dict[str, Any] = {name: f"ข้อความของ {name}" for name in texts} | {
        "name": "โครงการทดสอบ",
        "starts_on": year.starts_on.replace(year=year.starts_on.year + 1, month=3),
        "ends_on": year.ends_on,
        "place": "ห้างสรรพสินค้า",
        "no_budget": True,
        **fields,
    }
    Project.objects.filter(pk=project.pk).update(**values)
    Activity.objects.create(project=project, position=1, be_year=year.be_year, name="ออกหน่วยบริการ", months=0b1000000)
    Risk.objects.create(project=project, position=1, risk="โรคระบาด", response="ให้บริการทางออนไลน์")
    ProjectIndicator.objects.create(project=project, position=1, name="จำนวนครั้ง", target="30 ครั้ง")
    YearTarget.objects.create(project=project, be_year=year.be_year, sessions=30, text="ให้บริการ 30 ครั้ง")
    written = ("origin", "before", "after", "stages", "beneficiaries", "measurement", "scaling")
    Presentation.objects.filter(project=project).update(**{name: f"ข้อความของ {name}" for name in written})
    fresh: Project = Project.objects.select_related("presentation").get(pk=project.pk)
    return fresh


def proposed(made: InnovationCase, status: str = "submitted", **fields: Any) -> Project:
    """A complete project in `status`."""
    project: Project = put(fill_project(selected(made)), status, **fields)
    return project


def approved(made: InnovationCase) -> Development:
    """Step 3 done; the development that is open now."""
    return cases.open_development(made, proposed(made, "done"), NOON)


def session(development: Development, day: str = "2021-04-01", **fields: Any) -> ServiceSession:
    values: dict[str, Any] = {"place": "ห้างสรรพสินค้า", "people": 16, "added_at": NOON, **fields}
    by = values.pop("added_by", None) or make.user()
    made: ServiceSession = ServiceSession.objects.create(
        development=development, date=date.fromisoformat(day), added_by=by, **values
    )
    return made


def developed(made: InnovationCase) -> Utilisation:
    """Step 4 done with one session; the survey that is in draft now."""
    development = approved(made)
    session(development)
    Development.objects.filter(pk=development.pk).update(summary="ให้บริการแล้วหนึ่งครั้ง")
    development.refresh_from_db()
    put(development, "done")
    return cases.open_utilisation(made, NOON)


def fill_utilisation(utilisation: Utilisation, **fields: Any) -> Utilisation:
    """All that Form 5 needs."""
    values: dict[str, Any] = {
        "used_from": date(2021, 4, 1),
        "used_to": date(2021, 4, 9),
        "satisfaction_count": 120,
        "satisfaction_mean": Decimal("4.52"),
        "satisfaction_percent": Decimal("90.40"),
        "before": "ต้องเดินทางมาที่สำนักงาน",
        "after": "รับบริการใกล้บ้าน",
        "benefits": "ลดเวลา",
        "obstacles": "โรคระบาด",
        "extension_plan": "ขยายไปห้างอื่น",
        **fields,
    }
    Utilisation.objects.filter(pk=utilisation.pk).update(**values)
    utilisation.refresh_from_db()
    return utilisation


def budget_line(project: Project, amount: str = "1000.00", **fields: Any) -> BudgetLine:
    values = {"item": "ค่าวัสดุ", "source": "งบประมาณประจำปี", **fields}
    made: BudgetLine = BudgetLine.objects.create(project=project, position=1, amount=Decimal(amount), **values)
    return made
