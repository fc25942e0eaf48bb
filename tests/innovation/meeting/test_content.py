"""Agenda and minutes as plain values: what is printed."""

from __future__ import annotations

import json
from datetime import date

from django.utils.translation import override

from accounts.models import User
from indicators.models import Meeting
from indicators.services import agenda, meetings
from innovation.models import Project
from innovation.selectors.meeting_content import agenda_content, minutes_content
from innovation.services import determination
from tests import make
from tests.innovation.meeting import stage


def test_minutes_say_all_that_was_resolved_in_thai(on: Meeting, secretary: User, member: User) -> None:
    other = stage.meeting("3/2564", held_on=date(2021, 3, 8))
    items = [stage.scheduled(on, make.agency(name)) for name in ("สำนักอนามัย", "สำนักการแพทย์")]
    rows = [("นางสอง", "ญาติ")]
    determination.determine(
        items[0], "approve_with_changes", "เห็นชอบ", "เพิ่มตัวชี้วัด", stage.HELD_ON, rows, actor=member, version=1
    )
    agenda.postpone(items[1], other, actor=secretary, version=1, reason="ผู้เสนอติดราชการ")
    meetings.edit(on, actor=secretary, version=1, fields={"notes": "เลิกประชุม 16.00 น.", "chair": "นายประธาน"})
    meetings.close(on, actor=secretary, version=2)
    Project.objects.update(name="เปลี่ยนชื่อภายหลัง")
    with override("en"):
        content = minutes_content(on)
    revisions = [item.revision for item in items]
    assert content == {
        "kind": "minutes",
        "committee": "คณะกรรมการทดสอบ",
        "be_year": 2564,
        "thai_digits": False,
        "number": "2/2564",
        "held_on": "2021-02-08",
        "time": "",
        "place": "",
        "chair": "นายประธาน",
        "attendees": ["นายหนึ่ง", "นางสอง"],
        "items": [
            {
                "number": 1,
                "kind": "project",
                "agency": "สำนักอนามัย",
                "agency_code": items[0].dossier.agency.code,
                "title": "โครงการทดสอบ",
                "revision": {"number": 1, "sha256": revisions[0].sha256, "submitted_on": "2020-11-20"},
                "result": "approve_with_changes",
                "result_words": "อนุมัติโดยให้ปรับปรุง",
                "resolution": "เห็นชอบ",
                "conditions": "เพิ่มตัวชี้วัด",
                "resolved_on": "2021-02-08",
                "postponed_to": None,
                "abstentions": [{"member": "นางสอง", "reason": "ญาติ"}],
            },
            {
                "number": 2,
                "kind": "project",
                "agency": "สำนักการแพทย์",
                "agency_code": items[1].dossier.agency.code,
                "title": "โครงการทดสอบ",
                "revision": {"number": 1, "sha256": revisions[1].sha256, "submitted_on": "2020-11-20"},
                "result": "postpone",
                "result_words": "เลื่อนไปพิจารณาในการประชุมครั้งที่ 3/2564",
                "resolution": "ผู้เสนอติดราชการ",
                "conditions": "",
                "resolved_on": None,
                "postponed_to": "3/2564",
                "abstentions": [],
            },
        ],
        "notes": "เลิกประชุม 16.00 น.",
        "closed_at": "2021-02-08T03:00:00+00:00",
        "closed_by": "นางสาวเลขา สำนักงาน",
    }
    assert json.loads(json.dumps(content)) == content


def test_an_agenda_says_what_comes_and_nothing_of_results(on: Meeting) -> None:
    item = stage.scheduled(on)
    content = agenda_content(on)
    assert (content["kind"], content["attendees"]) == ("agenda", ["นายหนึ่ง", "นางสอง"])
    assert content.keys() == {
        *("kind", "committee", "be_year", "thai_digits", "number", "held_on"),
        *("time", "place", "chair", "attendees", "items"),
    }
    assert [sorted(row) for row in content["items"]] == [
        ["agency", "agency_code", "kind", "number", "revision", "title"]
    ]
    assert content["items"][0]["title"] == item.title
