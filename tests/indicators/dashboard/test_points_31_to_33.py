"""Points 31, 32 and 33 of the acceptance of screens, in a real browser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from accounts.roles import Role
from indicators import clock
from indicators.models import FiscalYear, QuarterlyReport, ReportingPeriod
from tests import make, make_appeal, make_case
from tests.axe import fits, violations
from tests.chromium import sign_in
from tests.indicators.export import reading
from tests.indicators.scoring import stage
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser
SIZES = [(1366, 768), (360, 740)]
FOUR = {"ล่าช้า", "ขอแก้ไข", "ส่งแล้ว", "ผ่านการตรวจประเมินแล้ว"}


def running_year() -> FiscalYear:
    """The year of today, whose first quarter was due yesterday; of the others none was."""
    year, today = make.year(fiscal_year(clock.today())), clock.today()
    for period in year.periods.all():
        first = period.kind == ReportingPeriod.Kind.Q1
        period.opens_on = today - timedelta(days=30)
        period.due_on = today - timedelta(days=1) if first else today + timedelta(days=60)
        period.closes_on = period.due_on + timedelta(days=60)
        period.save()
    return year


def four_agencies(year: FiscalYear) -> None:
    """One late, one asked to correct, one sent, one accepted; each with a first quarter."""
    for name, status in (("ก", "draft"), ("ข", "returned"), ("ค", "submitted"), ("ง", "accepted")):
        report = make.fill_quarter(make.quarter(make.assignment(make.agency(f"สำนักงาน{name}"), year, number=1)))
        if status == "returned":
            make.set_status(report, status, returned_due_on=clock.today() + timedelta(days=5))
        elif status != "draft":
            make.set_status(report, status)


def open_board(page: Page, size: tuple[int, int]) -> None:
    make.user(Role.AUDITOR, username="auditor")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(page, "auditor")
    page.goto("/dashboard/?period=q1", wait_until="load")


@pytest.mark.parametrize("size", SIZES)
def test_point_31_the_heat_map_is_a_table_that_needs_no_colour(
    page: Page, server: str, size: tuple[int, int]
) -> None:
    four_agencies(running_year())
    open_board(page, size)
    table = page.locator("#heat-map table")
    assert "สถานะรายงานของหน่วยงานตามงวด" in table.locator("caption").inner_text()
    assert table.locator("thead th").count() == table.locator('thead th[scope="col"]').count() == 8
    assert table.locator("tbody th").count() == table.locator('tbody th[scope="row"]').count() == 4
    cells = table.locator("tbody td")
    assert cells.count() == 4 * 7
    assert all(text.strip() for text in cells.all_inner_texts())
    assert all(title.strip() for title in table.locator("svg > title").all_text_contents())

    def first_quarters() -> dict[str, str]:
        """The word of each first quarter with the outline of its shape."""
        tags = table.locator("tbody tr > td:nth-of-type(1) a .status-tag")
        return {tag.inner_text().strip(): tag.locator("svg").inner_html() for tag in tags.all()}

    coloured = first_quarters()
    page.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
    grey = first_quarters()
    assert grey == coloured
    assert set(grey) == FOUR
    assert len(set(grey.values())) == 4, "each state has a shape of its own"
    pictures = [tag.screenshot() for tag in table.locator("tbody tr > td:nth-of-type(1) a .status-tag .icon").all()]
    assert len(set(pictures)) == 4, "and in grey the shapes still differ"
    page.evaluate("document.documentElement.style.filter = ''")
    assert violations(page) == []


# Focuses every link of the table and tells those of which the sticky header or first column hides a part.
HIDDEN_LINKS = """() => {
  const region = document.querySelector('#heat-map');
  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const hidden = [];
  for (const link of region.querySelectorAll('a')) {
    link.focus();
    const here = link.getBoundingClientRect();
    const sticky = [...region.querySelectorAll('thead th')];
    const own = link.closest('tr').querySelector('th');
    if (!own.contains(link)) sticky.push(own);
    if (document.activeElement !== link || sticky.some(each => overlap(here, each.getBoundingClientRect())))
      hidden.push(link.innerText);
  }
  return hidden;
}"""


@pytest.mark.parametrize("size", SIZES)
def test_point_32_header_and_first_column_stay_and_hide_no_focus(
    page: Page, server: str, size: tuple[int, int]
) -> None:
    year = running_year()
    for number in range(77):
        make.assignment(make.agency(f"สำนักงานเขตที่มีชื่อยาวพอสมควร {number}"), year, number=1)
    open_board(page, size)
    assert page.locator("#heat-map tbody tr").count() == 77

    def places() -> dict[str, Any]:
        found: dict[str, Any] = page.evaluate("""() => {
            const at = (selector) => document.querySelector(selector).getBoundingClientRect();
            return {
              region: [at('#heat-map').left, at('#heat-map').top],
              corner: [at('#heat-map thead th').left, at('#heat-map thead th').top],
              name: at('#heat-map tbody tr:nth-child(40) th').left,
              header: at('#heat-map thead th:nth-child(3)').top,
            }
        }""")
        return found

    page.evaluate("document.querySelector('#heat-map').scrollTo(400, 1500)")
    scrolled = places()
    assert scrolled["corner"] == pytest.approx(scrolled["region"], abs=1)
    assert scrolled["name"] == pytest.approx(scrolled["region"][0], abs=1)
    assert scrolled["header"] == pytest.approx(scrolled["region"][1], abs=1)
    assert page.evaluate(HIDDEN_LINKS) == []
    assert fits(page)


def a_year_with_everything() -> None:
    year = running_year()
    four_agencies(year)
    for name in ("จ", "ฉ"):
        agency = make.agency(f"สำนักงาน{name}")
        make_case.case(agency, year)
        make_appeal.appeal(make_appeal.assignment(agency, year))
    stage.five_steps(100, agency=make.agency("สำนักงานช"), year=year)


LISTS = {
    "/assignments/?q=สำนักงาน": "ตัวชี้วัด",
    "/cases/?q=จ": "หน่วยงาน",
    "/appeals/?status=draft": "เรื่องที่อุทธรณ์",
    "/documents/?text=0406": "เรื่อง",
    "/scores/{year}/?state=unmarked": "หน่วยงาน",
    "/dashboard/?period=q1&state=overdue&sort=late": "หน่วยงาน",
}


def test_point_33_a_file_has_the_rows_on_the_screen(page: Page, server: str) -> None:
    a_year_with_everything()
    make.user(Role.AUDITOR, username="auditor")
    sign_in(page, "auditor")
    for address, name in LISTS.items():
        page.goto(address.format(year=fiscal_year(clock.today())), wait_until="load")
        shown = [text.strip() for text in page.locator('tbody th[scope="row"] a').all_inner_texts()]
        assert shown, address
        files = {}
        for kind, label in (("xlsx", "Excel (XLSX)"), ("csv", "CSV")):
            link = page.locator(".export").get_by_role("link", name=label, exact=True)
            answer = page.request.get(str(link.evaluate("link => link.href")))
            assert answer.ok, address
            files[kind] = answer.body()
        assert files["csv"][:3] == bytes([0xEF, 0xBB, 0xBF])
        assert reading.column(reading.xlsx(files["xlsx"]), name) == shown, address
        assert reading.column(reading.csv_rows(files["csv"]), name) == shown, address


def test_point_33_the_cells_are_those_of_the_screen(page: Page, server: str) -> None:
    four_agencies(running_year())
    QuarterlyReport.objects.filter(status="submitted").update(is_late=True)
    open_board(page, SIZES[0])
    answer = page.request.get("/dashboard/?period=q1&format=xlsx")
    in_file = reading.column(reading.xlsx(answer.body()), "ไตรมาสที่ 1")
    tags = [row.locator("td").first.locator(".status-tag") for row in page.locator("#heat-map tbody tr").all()]
    on_screen = [", ".join(text.strip() for text in row.all_inner_texts()) for row in tags]
    assert in_file == on_screen == ["ล่าช้า", "ขอแก้ไข", "ส่งแล้ว, ส่งหลังกำหนด", "ผ่านการตรวจประเมินแล้ว"]
