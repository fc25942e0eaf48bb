"""Template filters for dates and numbers: พ.ศ. on a Thai page, ค.ศ. on an English one. Empty stays empty."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone

from thai.dates import (
    BE_OFFSET,
    Style,
    active_language,
    bangkok_day,
    be_year,
    due_sentence,
    format_date,
    format_datetime,
)
from thai.dates import how_far as how_far_off
from thai.diff import Part, diff, sides
from thai.digits import format_number

register = template.Library()


@register.filter
def thai_date(day: date | None, style: Style = "long") -> str:
    """{{ report.due_on|thai_date:"full" }}; styles as format_date."""
    return format_date(day, style, active_language()) if day else ""


@register.filter
def thai_datetime(moment: datetime | None) -> str:
    """{{ event.created_at|thai_datetime }}, on the clock of Bangkok."""
    return format_datetime(moment, active_language()) if moment else ""


@register.filter
def thai_number(value: Decimal | int | None, places: int = 2) -> str:
    """{{ report.result_in_unit|thai_number }} → 1,250.50; nothing (not 0) when there is no value."""
    return "" if value is None or value == "" else format_number(value, places)


@register.simple_tag
def word_diff(before: object, after: object) -> tuple[list[Part], list[Part]]:
    """{% word_diff stored typed as parts %} → the parts of both sides for components/field_diff.html."""
    earlier, later = ("" if text is None else str(text) for text in (before, after))
    return sides(diff(earlier, later))


@register.filter
def be(year: date | int | None) -> str:
    """The year of a date, or a fiscal year kept as พ.ศ., in the era of the page's language."""
    if not year:
        return ""
    if isinstance(year, datetime):
        year = bangkok_day(year)
    if isinstance(year, date):
        year = be_year(year)
    return str(year - BE_OFFSET if active_language() == "en" else year)


@register.filter
def days_left(due: date | None) -> str:
    """{{ report.due_on|days_left }} → "เหลือ 4 วัน (ศุกร์ 15 ต.ค. 2564)", counted from today in Bangkok."""
    return due_sentence(due, bangkok_day(timezone.now())) if due else ""


@register.filter
def how_far(due: date | None, today: date) -> str:
    """{{ report.due_on|how_far:today }} → "เหลือ 4 วัน", counted from a day that is given."""
    return how_far_off(due, today) if due else ""
