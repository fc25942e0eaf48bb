"""The list of appeals as a file."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from appeals.models import Appeal
from appeals.selectors.lists import overview_of
from indicators.spreadsheet import Cell, day_cells
from indicators.views.export import Sheet


def appeal_sheet(rows: QuerySet[Appeal]) -> Sheet:
    """Rows of selectors.lists.appeals_seen_by."""
    heading = [_("เรื่องที่อุทธรณ์"), _("ตัวชี้วัด"), _("หน่วยงาน"), _("ปี"), _("หนังสือ"), _("สถานะ"), _("ยื่นหลังกำหนด")]
    heading += [_("ผลการพิจารณา"), _("รอการดำเนินการของ"), _("ตั้งแต่"), _("ตั้งแต่ (ค.ศ. ตาม ISO 8601)")]
    return Sheet("appeals", _("อุทธรณ์"), heading, rows, _line)


def _line(appeal: Appeal) -> list[Cell]:
    row = overview_of(appeal)
    return [
        str(row["subject"]),
        appeal.assignment.name_line,
        appeal.assignment.agency.name,
        appeal.assignment.year.be_year,
        appeal.letter.number if appeal.letter else None,
        appeal.get_status_display(),
        _("ยื่นหลังกำหนด") if appeal.is_late else None,
        appeal.get_result_display() or None,
        None if row["turn"] == "–" else str(row["turn"]),
        *day_cells(row["since"]),
    ]
