"""`manage.py print_appeal`: all appeals of an agency's year in one file, or those of one indicator."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from appeals.services import papers
from tests import make, make_appeal
from tests.appeals.papers import stages
from tests.printing.readers import bare, by_pypdf

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]


def run(path: Path, **options: Any) -> bytes:
    given = {"year": 2564, "output": path, "stdout": StringIO(), **options}
    call_command("print_appeal", **given)
    return path.read_bytes()


def test_it_prints_all_of_an_agencys_year(tmp_path: Path):
    agency = make.agency()
    second = make_appeal.appeal(make_appeal.assignment(agency, number=9), what_happened="เหตุที่สอง")
    first = make_appeal.appeal(make_appeal.assignment(agency, number=8), what_happened="เหตุที่หนึ่ง")
    stages.filed(first)
    make_appeal.appeal(make_appeal.assignment(make.agency(), number=8), what_happened="ของหน่วยงานอื่น")
    text = bare("".join(by_pypdf(run(tmp_path / "a.pdf", agency=agency.abbreviation))))
    assert text.index("เหตุที่หนึ่ง") < text.index("เหตุที่สอง")
    assert "ของหน่วยงานอื่น" not in text
    assert second.status == "draft"


def test_it_prints_the_one_asked_as_the_page_does(tmp_path: Path):
    agency = make.agency()
    one = stages.filed(make_appeal.appeal(make_appeal.assignment(agency, number=8)))
    make_appeal.appeal(make_appeal.assignment(agency, number=9))
    assert run(tmp_path / "a.pdf", agency=agency.code, number=8) == papers.pdf_of(one)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"agency": "99999999"}, "ไม่มีหน่วยงาน 99999999"),
        ({"year": 2599}, "ไม่มีปีงบประมาณ 2599"),
        ({"number": 8}, "สำนักงานทดสอบ ไม่มีอุทธรณ์เรื่องตัวชี้วัดลำดับที่ 8 ในปีงบประมาณ 2564"),
        ({}, "สำนักงานทดสอบ ไม่มีอุทธรณ์ในปีงบประมาณ 2564"),
    ],
)
def test_it_says_what_there_is_none_of(tmp_path: Path, options: dict[str, Any], sentence: str):
    agency = make.agency()
    make.year()
    with pytest.raises(CommandError) as refused:
        run(tmp_path / "a.pdf", **{"agency": agency.code, **options})
    assert str(refused.value) == sentence
    assert refused.value.returncode == 2
    assert not list(tmp_path.iterdir())
