"""Names of months and weekdays in Thai and English, long and short."""

from typing import Final, NamedTuple


class Name(NamedTuple):
    thai: str
    thai_short: str
    english: str
    english_short: str


MONTHS: Final = (
    Name("มกราคม", "ม.ค.", "January", "Jan"),
    Name("กุมภาพันธ์", "ก.พ.", "February", "Feb"),
    Name("มีนาคม", "มี.ค.", "March", "Mar"),
    Name("เมษายน", "เม.ย.", "April", "Apr"),
    Name("พฤษภาคม", "พ.ค.", "May", "May"),
    Name("มิถุนายน", "มิ.ย.", "June", "Jun"),
    Name("กรกฎาคม", "ก.ค.", "July", "Jul"),
    Name("สิงหาคม", "ส.ค.", "August", "Aug"),
    Name("กันยายน", "ก.ย.", "September", "Sep"),
    Name("ตุลาคม", "ต.ค.", "October", "Oct"),
    Name("พฤศจิกายน", "พ.ย.", "November", "Nov"),
    Name("ธันวาคม", "ธ.ค.", "December", "Dec"),
)
# From Monday, as date.weekday() counts.
WEEKDAYS: Final = (
    Name("จันทร์", "จ.", "Monday", "Mon"),
    Name("อังคาร", "อ.", "Tuesday", "Tue"),
    Name("พุธ", "พ.", "Wednesday", "Wed"),
    Name("พฤหัสบดี", "พฤ.", "Thursday", "Thu"),
    Name("ศุกร์", "ศ.", "Friday", "Fri"),
    Name("เสาร์", "ส.", "Saturday", "Sat"),
    Name("อาทิตย์", "อา.", "Sunday", "Sun"),
)
