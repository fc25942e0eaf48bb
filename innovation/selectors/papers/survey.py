"""Form 5: the survey of use, and the head's opinion."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from innovation.selectors.content.frame import Content
from innovation.selectors.papers.decisions import Decided
from innovation.selectors.papers.frame import Parts, day, decimal, number, signed
from printing.document_base import SignatureBlock
from printing.form_documents import Choices, Field, Heading, Option, Signatures, TextBlock


def survey_parts(content: Content, decided: Decided) -> Parts:
    """Period, figures as computed and as corrected, satisfaction, before and after, obstacles, the plan."""
    endorsed = decided.endorsed.on is not None
    target = content["target"]
    aimed = " ".join(filter(None, (_times(target["sessions"]), target["text"])))
    return (
        Field(label=_("ชื่อนวัตกรรม"), value=content["project_name"] or content["idea"]["title"], lines=2),
        Heading(number="1.", text=_("การนำไปใช้ประโยชน์")),
        Field(label=_("ใช้ตั้งแต่วันที่"), value=day(content["used_from"])),
        Field(label=_("ถึงวันที่"), value=day(content["used_to"])),
        Field(label=_("เป้าหมายของปี"), value=aimed, lines=2),
        Field(label=_("จำนวนครั้งที่ให้บริการ"), value=_figure(content, "sessions")),
        Field(label=_("จำนวนผู้ใช้บริการ (คน)"), value=_figure(content, "people")),
        TextBlock(label=_("ผลเทียบเป้าหมาย"), text=content["against_target"], lines=3),
        Heading(number="2.", text=_("ผลก่อนและหลังใช้นวัตกรรม")),
        TextBlock(label=_("ก่อนใช้นวัตกรรม"), text=content["before"], lines=3),
        TextBlock(label=_("หลังใช้นวัตกรรม"), text=content["after"], lines=3),
        Heading(number="3.", text=_("ผลสำรวจความพึงพอใจ")),
        Field(label=_("จำนวนผู้ตอบ (คน)"), value=number(content["satisfaction_count"])),
        Field(label=_("ค่าเฉลี่ย (เต็ม 5)"), value=decimal(content["satisfaction_mean"])),
        Field(label=_("คิดเป็นร้อยละ"), value=decimal(content["satisfaction_percent"])),
        *_text("4.", _("ประโยชน์ต่อผู้รับบริการและหน่วยงาน"), content["benefits"]),
        *_text("5.", _("ปัญหาอุปสรรค"), content["obstacles"]),
        *_text("6.", _("ข้อเสนอแนะ"), content["suggestions"]),
        *_text("7.", _("แผนต่อยอด"), content["extension_plan"]),
        Signatures(
            blocks=(
                SignatureBlock(
                    role=_("(ผู้รายงาน)"), name=content["reporter_name"], position=content["reporter_position"]
                ),
            )
        ),
        Heading(text=_("ความเห็นของผู้บริหารหน่วยงาน")),
        Choices(options=(Option(text=_("เห็นชอบ"), ticked=endorsed), Option(text=_("ไม่เห็นชอบ"))), arrangement="row"),
        Signatures(blocks=(signed(content["assignment"]["head_label"], decided.endorsed),)),
    )


def _figure(content: Content, name: str) -> str:
    """The computed figure, or the corrected one with what was computed and why it was corrected."""
    corrected: Any = content[f"{name}_corrected"]
    if corrected is None:
        return number(content[f"{name}_computed"])
    return _("%(corrected)s (ระบบนับได้ %(computed)s เหตุผล: %(reason)s)") % {
        "corrected": number(corrected),
        "computed": number(content[f"{name}_computed"]),
        "reason": content[f"{name}_reason"],
    }


def _times(sessions: int | None) -> str:
    return "" if sessions is None else _("%(sessions)s ครั้ง") % {"sessions": number(sessions)}


def _text(place: str, title: str, text: str) -> Parts:
    return Heading(number=place, text=title), TextBlock(text=text, lines=3)
