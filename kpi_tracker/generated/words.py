"""Thai sentences by chance, from the field's own words, so that searching and word breaking have real work."""

from __future__ import annotations

from random import Random

_WHO = ("เจ้าหน้าที่", "ฝ่ายทะเบียน", "คณะทำงาน", "ผู้อำนวยการเขต", "ศูนย์บริการสาธารณสุข", "กลุ่มงานเทศกิจ", "ประชาชนในพื้นที่")
_DID = ("จัดประชุม", "สำรวจความต้องการ", "ปรับปรุงขั้นตอน", "ทดลองให้บริการ", "จัดทำคู่มือ", "ติดตามผล", "ประชาสัมพันธ์", "รวบรวมข้อมูล")
_WHAT = (
    "การจองคิวล่วงหน้า",
    "การจดทะเบียนสมรส",
    "ทางเท้าหน้าโรงเรียน",
    "การคัดแยกขยะ",
    "ลานกีฬาชุมชน",
    "ใบอนุญาตก่อสร้าง",
    "สวนสาธารณะ",
)
_WHERE = ("ในเขตพื้นที่", "ณ ห้องประชุมใหญ่", "ที่จุดบริการด่วนมหานคร", "ในชุมชนริมคลอง", "ที่ศูนย์เยาวชน", "ร่วมกับสำนักงานเขตข้างเคียง")
_SO = ("มีผู้รับบริการ", "แล้วเสร็จ", "ลดเวลารอเฉลี่ย", "ได้รับความร่วมมือจากผู้แทน", "เบิกจ่ายงบประมาณ")
_UNITS = ("ราย", "แห่ง", "นาที", "คน", "บาท")


class Words:
    """Sentences from one source of chance, which the caller seeds."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def sentence(self) -> str:
        pick = self.chance.choice
        number = f"{self.chance.randint(3, 9800):,}"
        return f"{pick(_WHO)}{pick(_DID)}{pick(_WHAT)} {pick(_WHERE)} {pick(_SO)} {number} {pick(_UNITS)}"

    def paragraph(self, shortest: int = 3, longest: int = 8) -> str:
        """Between so many sentences."""
        return " ".join(self.sentence() for _number in range(self.chance.randint(shortest, longest)))

    def title(self) -> str:
        pick = self.chance.choice
        return f"{pick(_DID)}{pick(_WHAT)}{pick(_WHERE)}"
