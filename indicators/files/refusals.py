"""Why a file is not taken, in a sentence that says what to do instead."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from indicators.files.kinds import MAX_BYTES, MAX_PIXELS
from indicators.files.reasons import Code

_SENTENCES = {
    Code.EMPTY: _("ไฟล์นี้ว่างเปล่า (0 ไบต์) โปรดเปิดดูไฟล์ในเครื่องของท่าน แล้วเลือกไฟล์ที่มีเนื้อหา"),
    Code.TOO_BIG: _(
        "ไฟล์นี้ใหญ่เกิน %(megabytes)d เมกะไบต์ โปรดลดขนาดไฟล์ เช่น สแกนที่ความละเอียด 300 จุดต่อนิ้ว หรือแยกเป็นหลายไฟล์ แล้วแนบใหม่"
    ),
    Code.NOT_ALLOWED: _(
        "ระบบรับเฉพาะไฟล์ PDF, JPG, PNG, DOCX และ XLSX แต่เนื้อหาของไฟล์นี้เป็นชนิดอื่น%(found)s "
        "โปรดบันทึกเป็น PDF แล้วแนบใหม่ (การเปลี่ยนเพียงนามสกุลของชื่อไฟล์ไม่เปลี่ยนชนิดของไฟล์)"
    ),
    Code.OLD_OFFICE: _(
        "ไฟล์นี้เป็นเอกสาร Office รุ่นเก่า (เช่น .doc หรือ .xls) โปรดเปิดแล้วเลือก “บันทึกเป็น” DOCX, XLSX หรือ PDF แล้วแนบใหม่"
    ),
    Code.OTHER_OFFICE: _(
        "ไฟล์ Office นี้ไม่ใช่เอกสาร Word (DOCX) หรือสมุดงาน Excel (XLSX) โปรดบันทึกเป็น DOCX, XLSX หรือ PDF แล้วแนบใหม่"
    ),
    Code.LOCKED: _("ไฟล์นี้ตั้งรหัสผ่านไว้ ผู้ตรวจจะเปิดไม่ได้ โปรดบันทึกใหม่โดยไม่ใส่รหัสผ่าน แล้วแนบอีกครั้ง"),
    Code.DAMAGED: _("เปิดไฟล์นี้ไม่ได้ ไฟล์อาจเสียหายหรือคัดลอกมาไม่ครบ โปรดเปิดดูในเครื่องของท่าน บันทึกใหม่ แล้วแนบอีกครั้ง"),
    Code.NO_PAGES: _("ไฟล์ PDF นี้ไม่มีหน้าเอกสาร โปรดสร้างไฟล์ PDF ใหม่จากต้นฉบับ แล้วแนบอีกครั้ง"),
    Code.TOO_MANY_PIXELS: _(
        "ภาพนี้ละเอียดเกิน %(megapixels)d ล้านจุดภาพ โปรดย่อภาพ หรือสแกนที่ความละเอียด 300 จุดต่อนิ้ว แล้วแนบใหม่"
    ),
    Code.ANIMATED: _("ภาพนี้เป็นภาพเคลื่อนไหว โปรดบันทึกเป็นภาพนิ่ง PNG หรือ JPG แล้วแนบใหม่"),
    Code.MACROS: _("ไฟล์นี้มีมาโคร โปรดบันทึกเป็น DOCX หรือ XLSX แบบไม่มีมาโคร หรือบันทึกเป็น PDF แล้วแนบใหม่"),
    Code.EMBEDDED: _(
        "ไฟล์นี้มีไฟล์หรือวัตถุอื่นฝังอยู่ข้างใน (เช่น OLE, ActiveX หรือโปรแกรม) โปรดลบสิ่งที่ฝังไว้ออก หรือบันทึกเป็น PDF แล้วแนบใหม่"
    ),
    Code.UNSAFE_ARCHIVE: _(
        "โครงสร้างภายในของไฟล์นี้ผิดปกติและอาจไม่ปลอดภัย โปรดเปิดด้วย Word หรือ Excel แล้วบันทึกใหม่ หรือบันทึกเป็น PDF แล้วแนบอีกครั้ง"
    ),
    Code.TOO_HEAVY: _(
        "ไฟล์นี้ซับซ้อนจนระบบตรวจไม่สำเร็จในเวลาและหน่วยความจำที่กำหนด โปรดย่อภาพในเอกสาร แยกเป็นหลายไฟล์ "
        "หรือพิมพ์เป็น PDF ใหม่ แล้วแนบอีกครั้ง"
    ),
    Code.TRY_AGAIN: _("ขณะนี้ระบบตรวจไฟล์ไม่ได้ ไฟล์ยังไม่ถูกบันทึก โปรดรอสักครู่แล้วแนบใหม่"),
    Code.STORE_FULL: _("พื้นที่เก็บไฟล์ของระบบเหลือน้อย ไฟล์ยังไม่ถูกบันทึก โปรดเก็บไฟล์ไว้ แจ้งผู้ดูแลระบบ แล้วแนบใหม่ภายหลัง"),
    Code.STORE_GONE: _("ขณะนี้ระบบติดต่อที่เก็บไฟล์ไม่ได้ ไฟล์ที่เพิ่งแนบยังไม่ถูกบันทึก โปรดรอสักครู่แล้วลองใหม่"),
}


class Refused(Exception):
    """A file is not taken: `code` for the software, `sentence` (translated now) for the person."""

    def __init__(self, code: Code, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence


class NoStore(Refused):
    """No file is taken or given out, this one being as good as another: no fault of the file. `status`: of HTTP."""

    reason: ClassVar[Code]
    status: ClassVar[int]

    def __init__(self) -> None:
        super().__init__(self.reason, sentence(self.reason))


class StoreFull(NoStore):
    """There is no room."""

    reason, status = Code.STORE_FULL, 507


class StoreGone(NoStore):
    """The place cannot be reached; it may be back soon."""

    reason, status = Code.STORE_GONE, 503


def sentence(code: Code, *, found: str = "") -> str:
    """The sentence for `code`, in the language now active; `found` is the extension the content speaks of."""
    figures = {
        "megabytes": MAX_BYTES // (1024 * 1024),
        "megapixels": MAX_PIXELS // 1_000_000,
        "found": f" ({found.upper()})" if found else "",
    }
    return str(_SENTENCES[code]) % figures


def refused(code: Code, *, found: str = "") -> Refused:
    """The refusal for `code`, ready to be raised."""
    for store in (StoreFull, StoreGone):
        if code is store.reason:
            return store()
    return Refused(code, sentence(code, found=found))
