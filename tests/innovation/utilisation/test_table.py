"""Step 5 as a table, written by hand from the process: what each person brings about in each status."""

from __future__ import annotations

import pytest

from indicators import clock
from innovation.models import InnovationCase, Utilisation
from innovation.services import utilisation as services
from innovation.workflow import UTILISATION
from tests import make, make_case
from tests.indicators.workflow.cast import Cast
from tests.innovation.development.cast import Verb, departures, people_of_a_case, rows_of

pytestmark = pytest.mark.django_db

# action status: officer wg head deputy secretariat own_secretariat committee evaluator auditor administrator stranger
TABLE = """
submit  draft     submitted role role     role     role     role role role role role stranger
submit  submitted moment    role role     role     role     role role role role role stranger
submit  returned  submitted role role     role     role     role role role role role stranger
submit  endorsed  moment    role role     role     role     role role role role role stranger
submit  done      moment    role role     role     role     role role role role role stranger
endorse draft     role      role moment   moment   role     role role role role role stranger
endorse submitted role      role endorsed endorsed role     role role role role role stranger
endorse returned  role      role moment   moment   role     role role role role role stranger
endorse endorsed  role      role moment   moment   role     role role role role role stranger
endorse done      role      role moment   moment   role     role role role role role stranger
return  draft     role      role moment   moment   moment   role role role role role stranger
return  submitted role      role returned returned role     role role role role role stranger
return  returned  role      role moment   moment   moment   role role role role role stranger
return  endorsed  role      role role     role     returned role role role role role stranger
return  done      role      role moment   moment   moment   role role role role role stranger
receive draft     role      role role     role     moment   role role role role role stranger
receive submitted role      role role     role     moment   role role role role role stranger
receive returned  role      role role     role     moment   role role role role role stranger
receive endorsed  role      role role     role     done     role role role role role stranger
receive done      role      role role     role     moment   role role role role role stranger
save    draft     draft     role role     role     role     role role role role role stranger
save    submitted moment    role role     role     role     role role role role role stranger
save    returned  returned  role role     role     role     role role role role role stranger
save    endorsed  moment    role role     role     role     role role role role role stranger
save    done      moment    role role     role     role     role role role role role stranger
"""
VERBS: dict[str, Verb] = {
    "submit": lambda step, actor: services.submit(step, actor=actor, version=step.version),
    "endorse": lambda step, actor: services.endorse(step, actor=actor, version=step.version),
    "return": lambda step, actor: services.return_(step, actor=actor, version=step.version, reason="แก้ตัวเลข"),
    "receive": lambda step, actor: services.receive(step, actor=actor, version=step.version),
    "save": lambda step, actor: services.save(step, actor=actor, version=step.version, fields={"before": "ใหม่"}),
}


@pytest.fixture
def case() -> tuple[Cast, InnovationCase]:
    return people_of_a_case()


def step_in(made: InnovationCase, status: str) -> Utilisation:
    survey = make_case.fill_utilisation(make_case.developed(made))
    return survey if status == "draft" else make_case.put(survey, status)


@pytest.mark.parametrize("status", UTILISATION.statuses)
def test_the_process_does_what_the_table_says(case: tuple[Cast, InnovationCase], status: str) -> None:
    people, made = case
    survey = step_in(made, status)
    found = []
    with clock.travel(make.at("2021-08-30")):
        for action, from_status, cells in rows_of(TABLE):
            if from_status == status:
                found += departures(action, VERBS[action], survey, survey, people, cells)
    assert not found, "\n".join(found)


def test_the_table_names_every_status_and_every_action_of_the_process() -> None:
    named = {(action, status) for action, status, _cells in rows_of(TABLE)}
    actions = (*UTILISATION.actions, "save")
    assert named == {(action, status) for action in actions for status in UTILISATION.statuses}
