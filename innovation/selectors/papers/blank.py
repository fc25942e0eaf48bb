"""The content of a form on which nothing is written yet, for printing it blank."""

from __future__ import annotations

from typing import Any

from accounts.models import Agency
from innovation.models import Form, Round
from innovation.selectors.content.frame import Content, round_content
from innovation.selectors.content.project import PRESENTED, TEXTS
from innovation.selectors.content.utilisation import TEXTS as SURVEYED


def blank_content(form: str, round_: Round, agency: Agency | None) -> Content:
    """Every key that the sheet of `form` reads, empty; the year's wording and, if given, the agency's name."""
    year = round_.year
    frame: Content = {
        "assignment": {
            "agency": agency.name if agency else "",
            "be_year": year.be_year,
            "thai_digits": year.thai_digits,
            "name_line": "",
            "head_label": year.head_label,
        },
        "round": round_content(round_),
        "evidence": [],
    }
    return frame | _EMPTY[form]


_IDEA: Content = {
    **dict.fromkeys(
        ("number", "type", "title", "problem", "proposal", "benefit", "resources", "submitted_on", "merged_into"), ""
    ),
    "idea": 0,
    "status": "eligible",
    "set_aside_reason": "",
}
_PROJECT: Content = {
    "idea": {"number": "", "title": "", "type": ""},
    "project": dict.fromkeys((*TEXTS, "starts_on", "ends_on"), "")
    | {"no_budget": False}
    | {
        name: list[Any]()
        for name in ("fiscal_years", "activities", "budget_lines", "risks", "indicators", "year_targets")
    },
    "presentation": {**dict.fromkeys(PRESENTED, ""), "pictures": []},
}
_EMPTY: dict[str, Content] = {
    Form.IDEA: {"ideas": [_IDEA]},
    Form.SELECTION: {
        **dict.fromkeys(
            ("meeting_date", "meeting_place", "minutes", "detail", "certifier_name", "certifier_position"), ""
        ),
        **{name: [] for name in ("ideas", "criteria", "ballots", "panel")},
        "total_received": None,
        "selected": None,
    },
    Form.PROJECT: _PROJECT,
    Form.PRESENTATION: _PROJECT,
    Form.SURVEY: {
        **dict.fromkeys(SURVEYED, ""),
        **{f"{name}_{how}": None for name in ("sessions", "people") for how in ("computed", "corrected")},
        **dict.fromkeys(("satisfaction_count", "satisfaction_mean", "satisfaction_percent")),
        "project_name": "",
        "idea": {"title": "", "type": ""},
        "used_from": "",
        "used_to": "",
        "target": {"sessions": None, "text": ""},
    },
}
