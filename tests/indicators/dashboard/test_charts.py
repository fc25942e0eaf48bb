"""Drawings as numbers: what is not known is left out, and never drawn as 0."""

from __future__ import annotations

import re
from decimal import Decimal as D

from django.template.loader import render_to_string

from indicators.charts.bullet import bullet
from indicators.charts.columns import columns
from indicators.charts.sparkline import sparkline
from indicators.charts.steps import StepState, steps
from indicators.charts.target import target_bar


def test_a_line_goes_from_the_foot_to_the_top_of_its_scale() -> None:
    # 96 x 28 with 4 around: 0 stands at 24, 100 at 4; four values at 4, 33.3, 62.7 and 92
    drawn = sparkline([D(0), D(50), D(100), D(75)])
    assert drawn.lines == ("4.0,24.0 33.3,14.0 62.7,4.0 92.0,9.0",)
    assert drawn.dots[-1] == ("92.0", "9.0")


def test_a_missing_quarter_is_a_gap() -> None:
    drawn = sparkline([D(0), None, D(50), D(100)])
    assert drawn.lines == ("62.7,14.0 92.0,4.0",)
    assert drawn.dots == (("4.0", "24.0"), ("62.7", "14.0"), ("92.0", "4.0"))


def test_no_value_draws_nothing_and_one_draws_a_dot() -> None:
    assert sparkline([None] * 4).dots == ()
    assert sparkline([None, D(100)]).dots == (("92.0", "4.0"),)
    assert sparkline([D(100)]).dots == (("48.0", "4.0"),)


def test_what_is_beyond_the_scale_is_at_its_edge() -> None:
    assert sparkline([D(-5), D(120)]).lines == ("4.0,24.0 92.0,4.0",)


def test_a_score_of_nothing_is_drawn_and_an_unmarked_one_is_not() -> None:
    assert (bullet(D(0), D(8), D(10)).value, bullet(D(0), D(8), D(10)).known) == ("0.0", "96.0")
    assert (bullet(None, D(0), D(10)).value, bullet(None, D(0), D(10)).known) == ("", "0.0")
    assert bullet(D(6), D(8), D(10)).value == "72.0"


def test_without_weight_there_is_nothing_to_fill() -> None:
    assert (bullet(D(0), D(0), D(0)).value, bullet(D(0), D(0), D(0)).known) == ("0.0", "0.0")


def test_eight_of_thirty_and_more_than_the_target() -> None:
    assert (target_bar(8, 30).done, target_bar(8, 30).target) == ("106.7", "400.0")
    assert (target_bar(40, 30).done, target_bar(40, 30).target) == ("400.0", "300.0")
    assert target_bar(0, 30).done == "0.0"


def test_the_first_step_that_is_not_done_is_the_current_one() -> None:
    drawn = steps([True, True, False, False, False])
    assert [mark.state for mark in drawn.marks] == [
        *(StepState.DONE, StepState.DONE, StepState.CURRENT, StepState.WAITING, StepState.WAITING)
    ]
    assert [mark.x for mark in drawn.marks] == ["32.0", "96.0", "160.0", "224.0", "288.0"]
    assert [link.done for link in drawn.links] == [True, True, False, False]
    assert StepState.CURRENT not in {mark.state for mark in steps([True] * 5).marks}


def test_a_year_without_marks_has_no_column_and_one_with_nothing_has_a_flat_one() -> None:
    # 150 high, 26 under and 24 over: a full column is 100 high and begins at 24
    first, second, third = columns([("2562", None), ("2563", D(0)), ("2564", D(100))]).columns
    assert (first.height, first.figure) == ("", "")
    assert (second.height, second.figure) == ("0.0", "0.00")
    assert (third.y, third.height, third.figure) == ("24.0", "100.0", "100.00")


def test_every_drawing_has_its_words_and_no_inline_style() -> None:
    drawn = {
        "sparkline": sparkline([D(30), D(40)]),
        "bullet": bullet(D(6), D(8), D(10)),
        "target": target_bar(8, 30),
        "steps": steps([True, False]),
        "columns": columns([("2564", D(80))]),
    }
    for name, chart in drawn.items():
        rows = [("2564", "8.00 จาก 10.00 คะแนน", D(80))]
        svg = render_to_string(f"charts/{name}.html", {"chart": chart, "words": "คำบอก", "full": "", "rows": rows})
        assert re.search(r"<title>คำบอก", svg), name
        assert 'role="img"' in svg, name
        assert not re.search(r"style|fill=|stroke=", svg), name
