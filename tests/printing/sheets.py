"""All sheets that are printed in tests, and how their pages are read back."""

from collections.abc import Iterable
from functools import cache

from printing.documents import FormSheet, render_document
from printing.form_documents import Part
from tests.printing.innovation_forms import STORED, blank, form_1, form_3, form_4, idea_list
from tests.printing.meeting_papers import agenda, minutes
from tests.printing.readers import READERS, bare

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

SHEETS = {
    "form 1, blank": form_1(),
    "form 1, draft": form_1(blank=False, draft=True),
    "form 3": form_3(),
    "form 3, draft, Thai digits": form_3(draft=True, thai_digits=True),
    "form 3, blank": blank(form_3()),
    "form 4": form_4(),
    "form 4, blank": blank(form_4()),
    "idea list": idea_list(),
    "agenda": agenda(),
    "minutes": minutes(),
}


def sheet_of(*parts: Part, **values: object) -> FormSheet:
    whole = {"form_label": "แบบฟอร์ม 9", "title": "ทดสอบ", "agency": "สำนัก", "year_be": "2564", "parts": parts}
    return FormSheet(**(whole | values))


def printed(sheet: FormSheet) -> bytes:
    return render_document(sheet, pictures=STORED.get)


_printed_once = cache(printed)


def pages(sheet: FormSheet, pdf: bytes | None = None, readers: Iterable[str] = READERS) -> dict[str, list[str]]:
    """The bare text of each page by each reader, without what stands there again and again.

    The running head (not on the first page), the foot and the watermark must each stand in one piece, before or
    behind all that flows.
    """
    pdf = pdf or _printed_once(sheet)
    digits = THAI if sheet.thai_digits else {}
    read = {}
    for name in readers:
        texts = READERS[name](pdf)
        read[name] = []
        for number, page in enumerate(texts, 1):
            head = f"{sheet.form_label}{sheet.agency}ประจำปีงบประมาณพ.ศ.{sheet.year_be}" if number > 1 else ""
            foot = bare(sheet.receipt) + f"หน้า{number}จาก{len(texts)}".translate(digits)
            repeated = [bare(head).translate(digits), foot, "ร่าง" * sheet.draft]
            read[name].append(without_ends(bare(page), [part for part in repeated if part]))
    return read


def by_one_reader(sheet: FormSheet) -> list[str]:
    """The pages by the quickest reader: enough to tell where a thing stands. What it says is asked of all three."""
    return pages(sheet, readers=["PDFium"])["PDFium"]


def without_ends(text: str, parts: list[str]) -> str:
    while parts:
        part = next(each for each in parts if text.startswith(each) or text.endswith(each))
        text = text.removeprefix(part) if text.startswith(part) else text.removesuffix(part)
        parts.remove(part)
    return text


def flowing(sheet: FormSheet) -> dict[str, str]:
    return {name: "".join(texts) for name, texts in pages(sheet).items()}
