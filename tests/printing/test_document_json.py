"""A document's JSON is canonical, comes back equal, and no other shape is taken for it."""

import json

import pytest

from printing.documents import QuarterlyReport, YearEndReport, from_json
from tests.printing import make, sheets
from tests.printing.innovation_forms import form_3
from tests.printing.make import DOCUMENTS

ALL = DOCUMENTS | sheets.SHEETS


@pytest.mark.parametrize("document", ALL.values(), ids=ALL)
def test_json_goes_out_and_comes_back(document):
    text = document.to_json()

    assert from_json(text) == document
    assert type(document).from_json(text) == document
    assert from_json(text).to_json() == text
    assert json.loads(text)["kind"] == document.kind


def test_json_is_canonical():
    one, other = make.quarterly_report(), QuarterlyReport.from_json(make.quarterly_report().to_json())
    assert one.to_json() == other.to_json()
    assert '": ' not in one.to_json()
    assert one.to_json().startswith('{"agency":"สำนักงานปกครองและทะเบียน","draft":false,"evidence":[')


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "memo"},
        {"year_be": 2564},
        {"draft": "yes"},
        {"draft": 1},
        {"level": "both"},
        {"enablers": "ก"},
        {"plan_lines": [["a"]]},
        {"plan_lines": [["a", "b", "c"]]},
        {"quarters": [{"number": "1"}]},
        {"more": ""},
    ],
)
def test_json_of_another_shape_is_refused(change):
    content = json.loads(make.year_end_report().to_json()) | change

    with pytest.raises(ValueError, match=r"\w"):
        from_json(json.dumps(content))


HEADING = {"level": "section", "number": "", "part": "heading", "text": "ก"}


@pytest.mark.parametrize(
    "part",
    [
        {},
        "heading",
        HEADING | {"part": "memo"},
        HEADING | {"part": "field"},
        HEADING | {"level": "chapter"},
        HEADING | {"more": ""},
        {"part": "page_break", "more": ""},
        {"part": "field", "label": "ก", "value": "", "lines": True},
        {"part": "signatures", "blocks": [{"role": "ก"}]},
    ],
)
def test_a_part_of_another_shape_is_refused(part):
    content = json.loads(form_3().to_json())
    assert from_json(json.dumps(content | {"parts": [HEADING]})).parts

    with pytest.raises(ValueError, match="parts"):
        from_json(json.dumps(content | {"parts": [part]}))


def test_a_part_that_refuses_itself_is_refused():
    content = form_3().to_json().replace('"months":[true,', '"months":[')

    with pytest.raises(ValueError, match="11 months"):
        from_json(content)


def test_json_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="quarterly_report"):
        YearEndReport.from_json(make.quarterly_report().to_json())


@pytest.mark.parametrize("text", ["[]", "{}", "1", '"x"', "{"])
def test_json_that_is_no_document_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        from_json(text)
