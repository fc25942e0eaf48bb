"""Another year asks otherwise, and nothing but rows says so: 2566 has Form 3 for the presentation, Form 4 for the
project, Form 5 for a follow-up report, asks for 3 or 9 ideas, and weighs the steps differently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Agency, User
from indicators.permissions import can
from indicators.services.years import open_year
from innovation.models import Collection, InnovationCase, Round
from innovation.selectors.content import content_of_step
from innovation.selectors.papers.frame import frame
from innovation.services.round_parts import PARTS, fingerprint, set_part
from tests import make, make_case

pytestmark = pytest.mark.both_databases

NUMBERS = {"idea": 1, "selection": 2, "project": 4, "presentation": 3, "survey": 5}
TITLES = {
    "idea": "แบบเสนอแนวคิด",
    "selection": "แบบสรุปผลการคัดเลือกแนวคิด",
    "project": "แบบโครงการพัฒนานวัตกรรม",
    "presentation": "แบบนำเสนอแนวคิดการพัฒนานวัตกรรม",
    "survey": "แบบรายงานการติดตามผลการนำนวัตกรรมไปใช้ประโยชน์",
}
MINIMUMS = {"BUREAU": 9, "DISTRICT": 9, "SECRETARIAT": 3}
WEIGHTS = {"collection": 10, "selection": 10, "project": 25, "development": 35, "utilisation": 20}


@pytest.fixture
def round_2566(round_: Round, administrator: User) -> Round:
    """The year opened as a copy of 2564, then edited by the administrator's verbs."""
    year = open_year(2566, actor=administrator, copy_of=round_.year)
    made = Round.objects.get(year=year)
    for name, columns in (
        ("forms", {"number": NUMBERS, "title": TITLES}),
        ("minimums", {"ideas": MINIMUMS}),
        ("steps", {"weight": WEIGHTS}),
    ):
        part = PARTS[name]
        rows = part.rows(made)
        for row in rows:
            for column, values in columns.items():
                setattr(row, column, _value(column, values[getattr(row, part.key)]))
        set_part(made, part, actor=administrator, seen=fingerprint(made, part), rows=rows)
    return made


def _value(column: str, value: Any) -> Any:
    return Decimal(value) if column == "weight" else value


def case_of(round_: Round, level: str) -> InnovationCase:
    return make_case.case(make.agency(level=level), round_.year)


@pytest.mark.parametrize(
    ("level", "ideas", "sentence"),
    [
        (Agency.Level.SECRETARIAT, 2, "มีความคิดเห็นที่นับได้ 2 ชุด จากขั้นต่ำ 3 ชุด ยังขาด 1 ชุด"),
        (Agency.Level.DISTRICT, 5, "มีความคิดเห็นที่นับได้ 5 ชุด จากขั้นต่ำ 9 ชุด ยังขาด 4 ชุด"),
        (Agency.Level.BUREAU, 8, "มีความคิดเห็นที่นับได้ 8 ชุด จากขั้นต่ำ 9 ชุด ยังขาด 1 ชุด"),
    ],
)
def test_the_refusal_names_the_least_number_of_the_year(
    round_2566: Round, level: str, ideas: int, sentence: str
) -> None:
    case = case_of(round_2566, level)
    officer = make.user("officer", case.assignment.agency)
    make_case.ideas(case.collection, ideas)
    verdict = can(officer, "close", case.collection, make.at("2022-12-01"))
    assert (verdict.allowed, verdict.reason) == (False, sentence)
    make_case.ideas(case.collection, MINIMUMS[level] - ideas)
    assert can(officer, "close", case.collection, make.at("2022-12-01")).allowed


def test_frozen_content_carries_the_numbers_titles_and_weights_of_the_year(round_2566: Round) -> None:
    case = case_of(round_2566, Agency.Level.SECRETARIAT)
    content = content_of_step(make_case.fill_project(make_case.selected(case)))
    assert content["round"]["forms"]["project"] == {"number": 4, "title": "แบบโครงการพัฒนานวัตกรรม"}
    assert content["round"]["forms"]["presentation"] == {"number": 3, "title": "แบบนำเสนอแนวคิดการพัฒนานวัตกรรม"}
    assert content["round"]["forms"]["survey"]["title"] == "แบบรายงานการติดตามผลการนำนวัตกรรมไปใช้ประโยชน์"
    weights = {step: row["weight"] for step, row in content["round"]["steps"].items()}
    assert weights == {
        "collection": "10.00",
        "selection": "10.00",
        "project": "25.00",
        "development": "35.00",
        "utilisation": "20.00",
    }
    assert content["round"]["steps"]["collection"]["due_on"] == "2022-12-31"


def test_what_was_frozen_before_an_edit_stays(round_2566: Round, administrator: User) -> None:
    case = case_of(round_2566, Agency.Level.SECRETARIAT)
    frozen = make_case.sent(case, 3).dossier.revisions.get()
    rows = PARTS["forms"].rows(round_2566)
    rows[0].number = 8
    set_part(
        round_2566,
        PARTS["forms"],
        actor=administrator,
        seen=fingerprint(round_2566, PARTS["forms"]),
        rows=rows,
    )
    frozen.refresh_from_db()
    assert '"idea":{"number":1,"title":"แบบเสนอแนวคิด"}' in frozen.content
    again = content_of_step(Collection.objects.get(pk=case.collection.pk))
    assert again["round"]["forms"]["idea"]["number"] == 8


def test_the_year_before_is_untouched(round_2566: Round, round_: Round) -> None:
    assert dict(round_.minimums.values_list("level", "ideas")) == {"BUREAU": 20, "DISTRICT": 15, "SECRETARIAT": 10}
    assert round_.forms.get(form="project").number == 3
    assert set(round_.steps.values_list("weight", flat=True)) == {Decimal(20)}
    assert round_.steps.get(step="collection").due_on == date(2020, 12, 31)


def test_pages_name_the_forms_of_the_year(client: Client, round_2566: Round) -> None:
    case = case_of(round_2566, Agency.Level.SECRETARIAT)
    project = make_case.fill_project(make_case.selected(case))
    officer = make.user("officer", case.assignment.agency)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("case", args=[case.pk])).content.decode()
    assert "แบบฟอร์ม 3, 4" in page  # step 3: the presentation is 3, the project 4
    page = client.get(reverse("project", args=[project.pk])).content.decode()
    for name in ("แบบฟอร์ม 4 แบบโครงการพัฒนานวัตกรรม", "แบบฟอร์ม 3 แบบนำเสนอแนวคิดการพัฒนานวัตกรรม"):
        assert name in page
    page = client.get(reverse("selection", args=[case.selections.get().pk])).content.decode()
    assert "แบบฟอร์ม 2 แบบสรุปผลการคัดเลือกแนวคิด" in page


def test_papers_bear_the_number_and_title_of_the_year(round_2566: Round) -> None:
    project = make_case.fill_project(make_case.selected(case_of(round_2566, Agency.Level.SECRETARIAT)))
    content = content_of_step(project)
    for form, label in (("project", "แบบฟอร์ม 4"), ("presentation", "แบบฟอร์ม 3")):
        head = frame(form, content, draft=True, receipt="")
        assert (head["form_label"], head["title"], head["year_be"]) == (label, TITLES[form], "2566")
