"""An appeal at each stage, with all that its file prints: `decided(heard(filed(make_appeal.appeal())))`."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from appeals.models import Appeal, Condition, ConditionReport, ConditionRuling
from appeals.selectors.content import appeal_content
from indicators.models import Abstention, AdjustedScore, AgendaItem, CriterionVersion, Event, Meeting
from indicators.selectors.content import assignment_content, evidence_content
from indicators.services import audit
from indicators.services.revisions import freeze
from tests import make, make_appeal

RESOLVED = make.at("2021-07-20", "15:00")
ASKED = "นำนวัตกรรมไปใช้ประโยชน์"
NEW_TEXT = "นำนวัตกรรมที่ได้รับอนุมัติไปใช้ประโยชน์"
RESOLUTION = "มีมติรับอุทธรณ์ โดยให้ดำเนินการตามเงื่อนไข 2 ข้อ"


def filed(appeal: Appeal, status: str = "filed", **fields: Any) -> Appeal:
    """Files it as its verb does: a revision, the moment, the status."""
    by = make.user()
    freeze(appeal.dossier, appeal_content(appeal), actor=by, at=make_appeal.NOON)
    return make_appeal.put(appeal, status, by, **fields)


def heard(appeal: Appeal, **fields: Any) -> Appeal:
    """Puts it on the agenda of meeting 3/2564, with the letter of invitation."""
    meeting = Meeting.objects.create(
        year=appeal.assignment.year,
        number="3/2564",
        held_on=date(2021, 7, 20),
        time="13.30 น.",
        place="ห้องประชุมสำนักงาน ก.ก.",
        chair="นายกำพล ล้ำเลิศ",
        attendees="นายกำพล ล้ำเลิศ ประธาน\nนางอำไพ ฉ่ำชื่น กรรมการ",
    )
    AgendaItem.objects.create(
        meeting=meeting, dossier=appeal.dossier, revision=appeal.dossier.revisions.get(), position=1
    )
    invited = make_appeal.letter(
        appeal.assignment, "กท 0303/2208", "2021-07-15", subject="ขอเชิญประชุมพิจารณาอุทธรณ์", speed=""
    )
    return make_appeal.put(appeal, "scheduled", invitation=invited, **fields)


def decided(appeal: Appeal, result: str = "accepted", *, conditional: bool = True, **fields: Any) -> Appeal:
    """The committee decides; accepted, it brings version 2 of the criterion, an adjusted score and two conditions."""
    event = act(appeal, "accept" if result != "rejected" else "reject")
    item = appeal.dossier.agenda_items.get()
    AgendaItem.objects.filter(pk=item.pk).update(
        result=event.action, event=event, resolution=RESOLUTION, resolved_on=date(2021, 7, 20)
    )
    Abstention.objects.create(item=item, member="นางอำไพ ฉ่ำชื่น", reason="เคยสังกัดหน่วยงานนี้")
    accepted = result != "rejected"
    made = make_appeal.put(appeal, "conditions" if accepted and conditional else "closed", result=result, **fields)
    if accepted:
        _bring(made, event)
        if conditional:
            make_appeal.condition(made, 1, text="ประเมินผลการให้บริการ 8 ครั้งที่ผ่านมา", quantity=None, unit="")
            make_appeal.condition(made, 2, text="ประชาสัมพันธ์ทดแทนการให้บริการ 22 ครั้ง")
    return made


def _bring(appeal: Appeal, event: Event) -> None:
    reference = {"ground_reference": "มติครั้งที่ 3/2564", "event": event}
    CriterionVersion.objects.create(
        assignment=appeal.assignment,
        position=appeal.position,
        version=2,
        text=NEW_TEXT,
        weight=Decimal(20),
        measure="steps",
        in_force_from=date(2021, 7, 20),
        ground=CriterionVersion.Ground.APPEAL,
        **reference,
    )
    AdjustedScore.objects.create(
        assignment=appeal.assignment,
        position=appeal.position,
        points=Decimal("1.50"),
        decided_on=date(2021, 7, 20),
        **reference,
    )


def reported(condition: Condition, number: int = 1, verdict: str = "pending", **fields: Any) -> ConditionReport:
    """The agency's report on a condition with one document, and what was found."""
    by = make.user()
    document = make.document(condition.appeal.assignment.agency, number=f"กท 0406/90{number}", subject="สรุปผล")
    content = {
        "assignment": assignment_content(condition.appeal.assignment),
        "evidence": [_cited(condition, document)],
    }
    revision = freeze(condition.dossier, content, actor=by, at=make.at("2021-08-01"))
    ruled: dict[str, Any] = {}
    if verdict != "pending":
        ruled = {"verdict": verdict, "ruled_by": make.user(), "ruled_at": make.at("2021-08-05")}
    values: dict[str, Any] = {
        "quantity": condition.quantity and Decimal(12),
        "done_on": date(2021, 8, 1),
        "text": f"เผยแพร่ทางสื่อออนไลน์ ครั้งที่ {number}",
        **ruled,
        **fields,
    }
    report: ConditionReport = ConditionReport.objects.create(
        condition=condition,
        number=number,
        revision=revision,
        reported_by=by,
        reported_at=revision.created_at,
        **values,
    )
    act_on_condition(condition, "report_condition")
    return report


def _cited(condition: Condition, document: Any) -> dict[str, Any]:
    from indicators.models import Citation

    cited = Citation.objects.create(dossier=condition.dossier, document=document, position=1)
    row = evidence_content(condition.dossier)[-1]
    cited.delete()
    return row


def extended(condition: Condition) -> ConditionRuling:
    """The committee gave more time."""
    ruling: ConditionRuling = ConditionRuling.objects.create(
        condition=condition,
        ruling="extend",
        resolution_reference="ครั้งที่ 5/2564",
        resolved_on=date(2021, 10, 4),
        reason="สถานการณ์ยังไม่คลี่คลาย",
        due_before=condition.due_on,
        due_on=date(2021, 12, 30),
        ruled_by=make.user(),
        ruled_at=make.at("2021-10-04"),
    )
    return ruling


def act(appeal: Appeal, action: str, by: User | None = None) -> Event:
    """An event on the appeal, as its process writes."""
    return audit.record(
        action=action,
        subject="appeal",
        actor=by or make.user(),
        at=RESOLVED,
        agency=appeal.assignment.agency,
        dossier=appeal.dossier,
        revision=appeal.dossier.revisions.order_by("-number").first(),
    )


def act_on_condition(condition: Condition, action: str) -> Event:
    return audit.record(
        action=action,
        subject="condition",
        actor=make.user(),
        at=make.at("2021-08-01"),
        agency=condition.appeal.assignment.agency,
        dossier=condition.dossier,
    )


def content_of(appeal: Appeal) -> dict[str, Any]:
    """What was filed."""
    content: dict[str, Any] = json.loads(appeal.dossier.revisions.order_by("-number")[0].content)
    return content
