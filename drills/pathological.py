"""Papers that no renderer finishes in time: what people might paste, and what a fault of ours might gather."""

from typing import Any

_THAI = "กรุงเทพมหานครดำเนินการตามแผนปฏิบัติราชการ"


def papers() -> dict[str, Any]:
    """Ten documents by what is wrong with them, as a worker freezes them."""
    from printing.documents import EvidenceRow, MonthlyEntry
    from printing.form_documents import Column, Comparison, Heading, MonthGrid, MonthRow, Table

    columns = tuple(Column(label=f"{number}") for number in range(6))
    pieces: Any = tuple((("same", "deleted", "inserted")[number % 3], "ก") for number in range(12_000))
    return {
        "a megabyte of Thai without a space": _report(narrative=_THAI * 25_000),
        "a megabyte of one letter": _report(narrative="a" * 1_000_000),
        "half a million marks over one letter": _report(narrative="ก" + "\u0e48" * 500_000),
        "a million lines": _report(narrative="ก\n" * 1_000_000),
        "a name on each page as long as a book": _report(name_line=_THAI * 5_000),
        "six thousand entries of a month": _report(monthly=(MonthlyEntry(date="1 ต.ค.", text=_THAI),) * 6_000),
        "fifty thousand pieces of evidence": _report(evidence=(EvidenceRow(kind="หนังสือ", subject=_THAI),) * 50_000),
        "a table of five thousand rows": _sheet(Table(columns=columns, rows=((_THAI,) * 6,) * 5_000)),
        "a comparison in twelve thousand pieces": _sheet(Comparison(pieces=pieces)),
        "headings, and two thousand rows of months": _sheet(
            *(Heading(text=_THAI) for _ in range(2_000)),
            MonthGrid(rows=(MonthRow(activity=_THAI),) * 2_000),
        ),
    }


def _report(**written: Any) -> Any:
    from printing.documents import Quarter, QuarterlyReport

    whole = {name: written.pop(name) for name in ("name_line", "evidence") if name in written}
    named = {"year_be": "2564", "agency": "สำนักทดสอบ", "name_line": "1/สท. ตัวชี้วัดทดสอบ"}
    return QuarterlyReport(**{**named, **whole}, quarter=Quarter(number="1", **written))


def _sheet(*parts: Any) -> Any:
    from printing.form_documents import FormSheet

    return FormSheet(year_be="2564", agency="สำนักทดสอบ", form_label="แบบฟอร์ม 5", title="ผลการดำเนินงาน", parts=parts)
