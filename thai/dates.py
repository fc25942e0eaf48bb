"""Dates as Thai offices write and read them: kept as CE dates, shown in พ.ศ. Pure; today is a parameter."""

import calendar
import re
from datetime import date, datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from thai.calendar_names import MONTHS, WEEKDAYS, Name
from thai.digits import to_arabic
from thai.text import normalise

BANGKOK: Final = ZoneInfo("Asia/Bangkok")
BE_OFFSET: Final = 543

Language = Literal["th", "en"]
Style = Literal["long", "full", "short"]
STYLES: Final[tuple[Style, ...]] = ("long", "full", "short")

# A number in the first range, typed as a year, can only be meant as พ.ศ.; in the second as ค.ศ.
BE_YEARS: Final = range(2400, 2701)
CE_YEARS: Final = range(1950, 2151)
# Two digits are the everyday short form of a พ.ศ. year of our time (64 is 2564). Below 40 they might as well
# be the end of a CE year (21 is 2021), so those are asked for in full.
SHORT_BE_YEARS: Final = range(40, 100)


class BadDate(ValueError):
    """The text is no date, or one that cannot be; the message is for the user and names why."""


def be_year(day: date) -> int:
    """The พ.ศ. year of a CE date."""
    return day.year + BE_OFFSET


def fiscal_year(day: date) -> int:
    """The fiscal year (พ.ศ.) `day` lies in: it begins on 1 October of the calendar year before."""
    return day.year + BE_OFFSET + (day.month >= 10)


def bangkok_day(moment: datetime) -> date:
    """The calendar day in Bangkok at `moment`; raises ValueError when `moment` has no time zone."""
    return _in_bangkok(moment).date()


def active_language() -> Language:
    """The language of the page being made: "en" for English, otherwise "th"."""
    return "en" if (get_language() or "th").startswith("en") else "th"


def format_date(day: date, style: Style = "long", lang: Language = "th") -> str:
    """`day` in words; a datetime is taken at its day in Bangkok.

    | style | th                                   | en                                |
    |-------|--------------------------------------|-----------------------------------|
    | long  | 15 เมษายน 2564                       | 15 April 2021                     |
    | full  | วันพฤหัสบดีที่ 15 เมษายน พ.ศ. 2564       | Thursday 15 April 2021 (B.E. 2564) |
    | short | 15 เม.ย. 2564                        | 15 Apr 2021                       |
    """
    if style not in STYLES:
        raise ValueError(f"unknown style of date: {style!r}")
    if isinstance(day, datetime):
        day = bangkok_day(day)
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    if lang == "en":
        if style == "full":
            return f"{weekday.english} {day.day} {month.english} {day.year:04} (B.E. {be_year(day)})"
        return f"{day.day} {month.english_short if style == 'short' else month.english} {day.year:04}"
    if style == "full":
        return f"วัน{weekday.thai}ที่ {day.day} {month.thai} พ.ศ. {be_year(day)}"
    return f"{day.day} {month.thai_short if style == 'short' else month.thai} {be_year(day)}"


def format_datetime(moment: datetime, lang: Language = "th") -> str:
    """`moment` on the clock of Bangkok: "22 พ.ย. 2569 เวลา 10:42 น." or "22 Nov 2026 at 10:42".

    Raises ValueError when `moment` has no time zone.
    """
    local = _in_bangkok(moment)
    day = format_date(local.date(), "short", lang)
    return f"{day} at {local:%H:%M}" if lang == "en" else f"{day} เวลา {local:%H:%M} น."


def how_far(due: date, today: date) -> str:
    """How far off `due` is, without the day itself: "เหลือ 4 วัน"."""
    days = (due - today).days
    if days > 0:
        return ngettext("เหลือ %(days)d วัน", "เหลือ %(days)d วัน", days) % {"days": days}
    if days == 0:
        return _("ครบกำหนดวันนี้")
    return ngettext("เลยกำหนด %(days)d วัน", "เลยกำหนด %(days)d วัน", -days) % {"days": -days}


def due_sentence(due: date, today: date) -> str:
    """How far off `due` is, in the language of the page: "เหลือ 4 วัน (ศุกร์ 15 ต.ค. 2564)"."""
    days = (due - today).days
    if days <= 0:
        return how_far(due, today)
    lang = active_language()
    weekday = WEEKDAYS[due.weekday()]
    return ngettext("เหลือ %(days)d วัน (%(weekday)s %(date)s)", "เหลือ %(days)d วัน (%(weekday)s %(date)s)", days) % {
        "days": days,
        "weekday": weekday.english if lang == "en" else weekday.thai,
        "date": format_date(due, "short", lang),
    }


def _said(name: Name) -> str:
    """The long name, in the language of the page."""
    return name.english if active_language() == "en" else name.thai


def _in_bangkok(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(BANGKOK)


def parse_date(value: str | date) -> date:
    """The CE date meant by `value`: text in any usual spelling, or a date whose year may be a พ.ศ. number.

    Text may be Thai or English, with Thai digits, numeric (day first, or year first with four digits), and
    have the weekday in front, which must then be right. A spreadsheet gives datetime(2564, 8, 30).
    Raises BadDate: unreadable, a day that does not exist in that (CE) year, a wrong weekday, or a year that
    is neither 2400-2700 (พ.ศ.) nor 1950-2150 (ค.ศ.).
    """
    if isinstance(value, datetime):
        value = value.date() if value.tzinfo is None else bangkok_day(value)
    if isinstance(value, date):
        return _existing_day(_ce_year(f"{value.year:04}", ""), value.month, value.day)
    typed = value.strip()
    if not typed:
        raise BadDate(_("กรอกวันที่ เช่น 30 ส.ค. 2564 หรือ 30/8/2564"))
    tokens = _tokens(typed)
    kinds = "".join(kind for kind, _word in tokens)
    for shape in _SHAPES:
        if found := shape.fullmatch(kinds):
            # One letter of `kinds` is one token, so a group's place in the match is its token's number.
            parts = {part: tokens[found.start(part)][1] for part, got in found.groupdict().items() if got}
            return _date_of(parts)
    raise BadDate(_("อ่านวันที่ “%(typed)s” ไม่ได้ เขียนเช่น 30 ส.ค. 2564 หรือ 30/8/2564") % {"typed": typed})


def _key(word: str) -> str:
    return word.replace(".", "").casefold()


def _numbered(names: tuple[Name, ...], first: int) -> dict[str, int]:
    return {_key(word): number for number, name in enumerate(names, first) for word in name}


_MONTH_OF: Final = _numbered(MONTHS, 1) | {"sept": 9}
_WEEKDAY_OF: Final = _numbered(WEEKDAYS, 0) | {"พฤหัส": 3}
_ERA_OF: Final = {"พศ": "พ.ศ.", "be": "พ.ศ.", "คศ": "ค.ศ.", "ce": "ค.ศ.", "ad": "ค.ศ."}
_ERAS: Final = {"พ.ศ.": Name("พ.ศ.", "พ.ศ.", "B.E.", "B.E."), "ค.ศ.": Name("ค.ศ.", "ค.ศ.", "C.E.", "C.E.")}
_ORDINALS: Final = ("st", "nd", "rd", "th")
_ERA: Final = re.compile(r"(พ|ค)\s*\.\s*(ศ)\s*\.?|\b(b|c|a)\.\s?(e|d)\.")
_PARTED_ABBREVIATION: Final = re.compile(r"([ก-ฮ][ิี]?)\.\s+(?=[ก-ฮ]\.)")
_ABBREVIATION_DOT: Final = re.compile(r"(?<=[^\d\s])\.|\.\Z")
_TOKEN: Final = re.compile(r"\d+|[^\d\s/.,()-]+|[/.-]")
# Kinds of tokens: n number of up to three digits, Y of four, M month, W weekday, E era, the separators
# themselves, and ? for what is none of these.
_SHAPES: Final = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<weekday>W)?(?P<day>n)(?P<by>[/.-])(?P<month>n)(?P=by)(?P<year>[nY])",
        r"(?P<year>Y)(?P<by>[/.-])(?P<month>n)(?P=by)(?P<day>n)",
        r"(?P<weekday>W)?(?P<day>n)(?P<by>[/-])?(?P<month>M)[/-]?(?P<era>E)?(?P<year>[nY])((?P<era2>E)(?P<year2>Y))?",
        r"(?P<weekday>W)?(?P<month>M)(?P<day>n)(?P<era>E)?(?P<year>Y)",
    )
)


def _tokens(typed: str) -> list[tuple[str, str]]:
    """(kind, word) of each part of `typed` that carries meaning."""
    plain = to_arabic(normalise(typed)).casefold()
    plain = _ERA.sub(lambda era: f" {''.join(filter(None, era.groups()))} ", plain)
    plain = _ABBREVIATION_DOT.sub("", _PARTED_ABBREVIATION.sub(r"\1.", plain))
    tokens = []
    for word in _TOKEN.findall(plain):
        name = word.removeprefix("ลง").removeprefix("วัน").removesuffix("ที่")
        if word.isdecimal():
            tokens.append(("n" if len(word) < 4 else "Y" if len(word) == 4 else "?", word))
        elif word in "/.-":
            tokens.append((word, word))
        elif name and name not in _ORDINALS:
            kinds = (("M", _MONTH_OF), ("W", _WEEKDAY_OF), ("E", _ERA_OF))
            tokens.append((next((kind for kind, names in kinds if name in names), "?"), name))
    return tokens


def _date_of(parts: dict[str, str]) -> date:
    """The date of the named parts of a text: digits or names, as typed."""
    year = _ce_year(parts["year"], _ERA_OF.get(parts.get("era", ""), ""))
    if "year2" in parts and _ce_year(parts["year2"], _ERA_OF[parts["era2"]]) != year:
        raise BadDate(_("ปี %(first)s กับปี %(second)s เป็นคนละปีกัน") % {"first": parts["year"], "second": parts["year2"]})
    month = _MONTH_OF[parts["month"]] if parts["month"] in _MONTH_OF else int(parts["month"])
    day = _existing_day(year, month, int(parts["day"]))
    if "weekday" in parts and _WEEKDAY_OF[parts["weekday"]] != day.weekday():
        right, wrong = _said(WEEKDAYS[day.weekday()]), _said(WEEKDAYS[_WEEKDAY_OF[parts["weekday"]]])
        said = format_date(day, "long", active_language())
        raise BadDate(_("%(date)s เป็นวัน%(right)s ไม่ใช่วัน%(wrong)s") % {"date": said, "right": right, "wrong": wrong})
    return day


def _ce_year(digits: str, era: str) -> int:
    """The CE year meant by typed `digits`, `era` being "พ.ศ.", "ค.ศ." or "" when none was typed."""
    year = int(digits)
    if len(digits) <= 2:
        if year in SHORT_BE_YEARS and era != "ค.ศ.":
            return 2500 + year - BE_OFFSET
        raise BadDate(_("ปี “%(year)s” อ่านได้หลายปี เขียนปีให้ครบสี่หลัก เช่น 2564") % {"year": digits})
    if year in BE_YEARS and era != "ค.ศ.":
        return year - BE_OFFSET
    if year in CE_YEARS and era != "พ.ศ.":
        return year
    raise BadDate(
        _("ปี %(era)s%(year)s อยู่นอกช่วงที่ระบบรับ (พ.ศ. 2400–2700 หรือ ค.ศ. 1950–2150) ตรวจสอบปีอีกครั้ง")
        % {"era": f"{_said(_ERAS[era])} " if era else "", "year": digits}
    )


def _existing_day(year: int, month: int, day: int) -> date:
    """date(year, month, day), or BadDate that says which part does not exist and why."""
    if not 1 <= month <= 12:
        raise BadDate(_("ไม่มีเดือนที่ %(month)d เขียนวันก่อนเดือน เช่น 30/8/2564") % {"month": month})
    last = calendar.monthrange(year, month)[1]
    if 1 <= day <= last:
        return date(year, month, day)
    facts = {"day": day, "month": _said(MONTHS[month - 1]), "last": last, "be": year + BE_OFFSET, "ce": year}
    if month == 2:
        raise BadDate(_("ไม่มีวันที่ %(day)d %(month)s %(be)d เพราะเดือนนั้นในปี ค.ศ. %(ce)d มี %(last)d วัน") % facts)
    raise BadDate(_("ไม่มีวันที่ %(day)d %(month)s เพราะเดือน%(month)sมี %(last)d วัน") % facts)
