"""Section 5 of the year-end report: target, result and the score; what a decision kept stays as it was."""

from __future__ import annotations

import pytest

from indicators.models import Event
from indicators.selectors import scores as score_selectors
from indicators.services import audit, prints
from printing.documents import YearEndReport
from tests import make
from tests.indicators.score_papers import scores
from tests.printing.readers import bare, read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]


def document(report: object) -> YearEndReport:
    drawn = prints.draft_of(report)  # type: ignore[arg-type]
    assert isinstance(drawn, YearEndReport)
    return drawn


def decision(report: object) -> Event:
    return audit.record(
        action="accept",
        subject="year_end_report",
        actor=None,
        at=make.at("2021-10-04"),
        agency=report.assignment.agency,  # type: ignore[attr-defined]
        dossier=report.dossier,  # type: ignore[attr-defined]
        revision=report.dossier.revisions.get(),  # type: ignore[attr-defined]
    )


def test_the_score_stands_under_target_and_result():
    of = scores.stepped()
    scores.judged(of, dict.fromkeys(range(1, 6), "92"))
    report = make.fill_year_end(of.year_end_report)
    assert document(report).score == "9.20 จาก 10.00 คะแนน"
    wanted = "5. เป้าหมาย : 10 คะแนน : ผลงานที่ทำได้ = 10.00 คะแนน (ร้อยละ 100.00) : คะแนนที่ได้ = 9.20 จาก 10.00 คะแนน 6."
    for text in read(prints.pdf_of(report)).values():
        assert bare(wanted) in text


def test_it_says_when_it_is_not_given_or_not_all():
    of = scores.stepped()
    assert document(of.year_end_report).score == "ยังไม่ให้คะแนน"
    scores.judged(of, {1: "0"})
    assert document(of.year_end_report).score == "0.00 จาก 10.00 คะแนน (ยังให้คะแนนไม่ครบ)"


def test_it_says_when_conditions_are_open(monkeypatch: pytest.MonkeyPatch):
    of = scores.stepped()
    scores.judged(of, dict.fromkeys(range(1, 6), "92"))
    monkeypatch.setattr(score_selectors, "CONDITIONAL", [lambda keys: {(of.pk, 4)}])
    assert document(of.year_end_report).score == "9.20 จาก 10.00 คะแนน (มีเงื่อนไข)"


def test_what_a_decision_kept_says_the_score_of_that_moment():
    of = scores.stepped()
    scores.judged(of, dict.fromkeys(range(1, 6), "92"))
    report = make.set_status(make.fill_year_end(of.year_end_report), "accepted")
    with prints.rendered_on_demand():
        record = prints.freeze(report, decision(report))
    scores.overridden(of, 0, "5.00")
    assert '"score":"9.20 จาก 10.00 คะแนน"' in record.document
    kept = prints.pdf_of(report)
    assert bare("คะแนนที่ได้ = 9.20 จาก 10.00 คะแนน") in read(kept)["pypdf"]
    assert prints.pdf_of(report) == kept


def test_a_quarter_says_nothing_of_a_score():
    of = scores.stepped()
    assert "score" not in prints.draft_of(make.quarter(of, 1)).to_json()
