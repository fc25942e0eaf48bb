"""The first page lists a thing for whom it is his turn, in every process and status, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from indicators.selectors.waiting import desk_of
from indicators.workflow import PROCESSES
from tests import make, make_appeal, make_case

# Written by hand from the tables of transitions: process, status, who must act. "" is nobody.
TURNS = """
quarterly-report  draft       officer
quarterly-report  submitted   evaluator
quarterly-report  returned    officer
quarterly-report  accepted
year-end-report   draft       officer
year-end-report   submitted   head
year-end-report   endorsed    evaluator
year-end-report   returned    officer
year-end-report   accepted
collection        open        officer
collection        sent        secretariat
collection        done
collection        carried
selection         open        working_group
selection         done
project           draft       officer
project           submitted   head
project           endorsed    secretariat
project           scheduled   committee
project           revising    officer
project           revised     secretariat
project           returned    officer
project           rejected    officer
project           done
development       open        officer
development       submitted   secretariat
development       returned    officer
development       done
utilisation       draft       officer
utilisation       submitted   head
utilisation       endorsed    secretariat
utilisation       returned    officer
utilisation       done
appeal            draft       officer
appeal            filed       secretariat
appeal            registered  secretariat
appeal            scheduled   committee
appeal            withdrawn
appeal            closed
"""
ROWS = [[*line.split(), ""][:3] for line in TURNS.strip().splitlines()]
OCTOBER = make.at("2021-10-05")


def _reports(name: str) -> Callable[[Agency], Any]:
    def made(agency: Agency) -> Any:
        assignment = make.assignment(agency, make.year())
        return make.quarter(assignment) if name == "quarterly-report" else assignment.year_end_report

    return made


def _appeal(agency: Agency) -> Any:
    return make_appeal.appeal(make_appeal.assignment(agency, make.year(appeals_close_on=date(2021, 12, 31))))


MAKE: dict[str, Callable[[Agency], Any]] = {
    "quarterly-report": _reports("quarterly-report"),
    "year-end-report": _reports("year-end-report"),
    "collection": lambda agency: make_case.case(agency).collection,
    "selection": lambda agency: make_case.received(make_case.case(agency), 3),
    "project": lambda agency: make_case.proposed(make_case.case(agency), "draft"),
    "development": lambda agency: make_case.approved(make_case.case(agency)),
    "utilisation": lambda agency: make_case.developed(make_case.case(agency)),
    "appeal": _appeal,
}

PUT: dict[str, Callable[..., Any]] = {
    "quarterly-report": make.set_status,
    "year-end-report": make.set_status,
    "appeal": make_appeal.put,
}


def people(agency: Agency) -> dict[str, User]:
    """Every role, the agency's own and the city's, and an officer of another agency."""
    made = {role.value: make.user(role, agency) for role in Role}
    return made | {"stranger": make.user(Role.OFFICER, make.agency("สำนักอนามัย"))}


def things(user: User) -> set[str]:
    """The addresses of what the first page lists for him."""
    return {row.url for row in desk_of(User.objects.get(pk=user.pk), clock.today()).first}


def test_the_table_names_every_process_and_every_status_but_one() -> None:
    """An appeal that only waits for its conditions lies on no desk: its conditions do."""
    known = {(process.workflow.name, status) for process in PROCESSES.values() for status in process.workflow.turn}
    assert {(process, status) for process, status, _role in ROWS} == known - {("appeal", "conditions")}


@pytest.mark.parametrize("process", MAKE)
def test_it_is_listed_for_whose_turn_it_is_and_for_nobody_else(db: None, process: str) -> None:
    with clock.travel(OCTOBER):
        agency = make.agency("สำนักงานปกครองและทะเบียน")
        thing = MAKE[process](agency)
        cast = people(agency)
        page = f"/{process}s/{thing.pk}/"
        for _process, status, role in (row for row in ROWS if row[0] == process):
            PUT.get(process, make_case.put)(thing, status)
            listed = {name for name, user in cast.items() if page in things(user)}
            assert listed == ({role} if role else set()), (process, status)


def test_each_row_says_in_which_role_and_leads_to_where_the_work_is_done(db: None) -> None:
    with clock.travel(OCTOBER):
        agency = make.agency("สำนักงานปกครองและทะเบียน")
        report = make.quarter(make.assignment(agency, make.year()))
        client = Client()
        client.force_login(make.user(Role.OFFICER, agency))
        page = client.get("/")
    assert f'href="/quarterly-reports/{report.pk}/edit/"' in page.text
    assert "ตาของท่าน" in page.text
    assert "(ผู้รับผิดชอบตัวชี้วัด)" in page.text


def test_with_nothing_to_do_it_says_what_opens_next_and_shows_an_example(db: None) -> None:
    with clock.travel(make.at("2020-09-20")):
        agency = make.agency("สำนักงานปกครองและทะเบียน")
        make.assignment(agency, make.year())
        client = Client()
        client.force_login(make.user(Role.OFFICER, agency))
        page = client.get("/")
        assert "ไม่มีงานค้าง" in page.text
        assert "งานถัดไป รายงานไตรมาสที่ 1 เปิดวันที่ 1 ตุลาคม 2563" in page.text
        example = client.get("/help/example/")
    assert 'href="/help/example/"' in page.text
    assert "อบรมเจ้าหน้าที่รับคำขอเรื่องแบบคำขอใหม่" in example.text


def test_the_strip_tells_the_periods_of_the_newest_year(db: None) -> None:
    with clock.travel(make.at("2021-01-15")):
        agency = make.agency("สำนักงานปกครองและทะเบียน")
        assignment = make.assignment(agency, make.year())
        client = Client()
        client.force_login(make.user(Role.OFFICER, agency))
        strip = client.get("/").context["strip"]
    assert [line.subject for line in strip.lines] == [assignment]
    assert [str(cell.state) for cell in strip.lines[0].cells] == ["overdue", "not_sent", *["locked"] * 3]
