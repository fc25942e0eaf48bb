"""The presentation's form."""

from __future__ import annotations

from django.utils.translation import gettext as _

from innovation.selectors.content.frame import Content
from innovation.selectors.papers.decisions import Decided
from innovation.selectors.papers.frame import Parts, ticked
from innovation.selectors.papers.project import resolution_parts
from printing.form_documents import Field, Heading, Picture, Pictures, TextBlock


def presentation_parts(content: Content, decided: Decided) -> Parts:
    """Name and type, where it comes from, what is new, how it was made and measured, pictures, whom to ask."""
    shown = content["presentation"]
    return (
        Field(label=_("ชื่อนวัตกรรม"), value=content["project"]["name"] or content["idea"]["title"], lines=2),
        ticked(_("ประเภทนวัตกรรม"), content["round"]["innovation_types"], content["idea"]["type"]),
        *_text("1.", _("ที่มาและปัญหา"), shown["origin"], 5),
        Heading(number="2.", text=_("ความใหม่ของนวัตกรรม")),
        TextBlock(label=_("ก่อนมีนวัตกรรม"), text=shown["before"], lines=4),
        TextBlock(label=_("หลังมีนวัตกรรม"), text=shown["after"], lines=4),
        *_text("3.", _("ขั้นตอนการพัฒนา"), shown["stages"], 5),
        *_text("4.", _("ผู้รับประโยชน์"), shown["beneficiaries"], 3),
        *_text("5.", _("ตัวชี้วัดและวิธีวัด"), shown["measurement"], 3),
        *_text("6.", _("การขยายผลและความยั่งยืน"), shown["scaling"], 3),
        Heading(number="7.", text=_("ภาพประกอบ")),
        Pictures(
            pictures=tuple(
                Picture(caption=picture["caption"] or picture["name"], sha256=picture["sha256"])
                for picture in shown["pictures"]
            )
        ),
        Heading(number="8.", text=_("ผู้ประสานงาน")),
        Field(label=_("ชื่อ-สกุล"), value=shown["contact_name"]),
        Field(label=_("โทรศัพท์"), value=shown["contact_phone"]),
        *resolution_parts(decided),
    )


def _text(place: str, title: str, text: str, lines: int) -> Parts:
    return Heading(number=place, text=title), TextBlock(text=text, lines=lines)
