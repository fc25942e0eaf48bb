"""The innovation cases of the matrix: a case for each state of each step, and the request for each address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django.urls import reverse

from indicators.models import Abstention, AgendaItem, FiscalYear, Meeting, StoredFile
from innovation.models import InnovationCase, PresentationPicture, Project, Round, ServiceSession, SharedLink
from innovation.services import cases
from tests import make, make_case
from tests.access.scene import Scene

TOKEN = "t" * 43
FILE = "1" * 64
# The noun of an address: its longest beginning among these. What stands behind belongs to the noun in the middle.
NOUNS = {
    "agenda-item": "agenda-item",
    "blank-form": "round",
    "case": "case",
    "collection": "collection",
    "development": "development",
    "idea": "idea",
    "meeting": "meeting",
    "presentation-picture": "presentation-picture",
    "project": "project",
    "round": "round",
    "round-criterion": "round-criterion",
    "selection": "selection",
    "session": "session",
    "session-add": "development",
    "session-people": "development",
    "session-range": "development",
    "shared-idea": "shared-idea",
    "utilisation": "utilisation",
}
PREFIXES = tuple(NOUNS)
# What the address takes after (or instead of) the key of its noun.
MORE: dict[str, list[str]] = {
    "blank-form": ["idea"],
    "case-compose": ["summary"],
    "collection-print": ["idea_list"],
    "meeting-print": ["agenda"],
    "project-print": ["project"],
    "selection-print": ["selection"],
    "utilisation-print": ["survey"],
}
LISTS = {"case-list", "meeting-list", "meeting-add", "meeting-waiting", "round-list", "round-add"}
LISTS |= {"round-criterion-list", "round-criterion-add"}


class CaseScene:
    """Cases of the scene's agency, made when a line first asks for them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.year = FiscalYear.objects.get(be_year=2564)
        self.round: Round = make_case.round_(self.year)
        self.made: dict[tuple[str, str], Any] = {}
        self.first: InnovationCase = self._case()
        file = StoredFile(sha256=FILE, size=8, extension="png", content_type="image/png")
        file.save()

    def prepare(self, address: str, state: str) -> None:
        """Make what a line needs; outside what is undone after its request."""
        key = (noun_of(address), state)
        if address not in LISTS and key not in self.made:
            self.made[key] = _MAKERS[key[0]](self, state)

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        """Where to send it and a form that would do, if the person and the moment did."""
        if address in LISTS:
            return reverse(address), {"number": "9/2564", "held_on": "8 ก.พ. 2564", "version": "1"}
        row = self.made[(noun_of(address), state)]
        row.refresh_from_db()
        return reverse(address, args=self._arguments(address, row)), self._form(address, row)

    def _arguments(self, address: str, row: Any) -> list[Any]:
        if address == "shared-idea":
            return [row.token]
        if address == "shared-idea-thanks":
            return [row.token, row.collection.ideas.order_by("number")[0].key]
        return [row.pk, *MORE.get(address, [])]

    def _form(self, address: str, row: Any) -> dict[str, Any]:
        version = row.assignment.year_end_report.version if address == "case-compose" else getattr(row, "version", 1)
        form: dict[str, Any] = {
            "version": version,
            "key": str(uuid4()),
            "reason": "ข้อมูลไม่ครบ",
            "password": make.PASSWORD,
            "summary": "ข้อความใหม่",
            "before": "ข้อความใหม่",
            **dict.fromkeys(_COUNTS, "0"),
        }
        return form | _FORMS.get(address, lambda scene, of: {})(self, row)

    def _case(self) -> InnovationCase:
        assignment = make.assignment(self.scene.agency, self.year)
        case: InnovationCase = InnovationCase.objects.create(assignment=assignment, round=self.round)
        cases.open_collection(case, make_case.NOON)
        return case

    def collection(self, state: str) -> Any:
        made = self._case().collection
        make_case.ideas(made, 10)
        by = self.scene.author
        link = {"created_by": by, "created_at": make_case.NOON, "expires_at": make.at("2021-12-31")}
        made.ideas.update(source="link")
        SharedLink.objects.create(collection=made, token=f"{made.pk}".rjust(43, "t"), **link)
        return made if state == "open" else make_case.put(made, state, by)

    def idea(self, state: str) -> Any:
        made = self.collection("sent" if state == "sent" else "open")
        ideas = list(made.ideas.order_by("number"))
        if state == "merged":
            type(ideas[1]).objects.filter(pk=ideas[1].pk).update(status="merged", merged_into=ideas[0])
        if state == "withdrawn":
            type(ideas[1]).objects.filter(pk=ideas[1].pk).update(status="withdrawn")
        return ideas[1]

    def shared_idea(self, state: str) -> Any:
        link = self.collection("open").links.get()
        if state == "expired":
            SharedLink.objects.filter(pk=link.pk).update(expires_at=make.at("2021-01-01"))
        return link

    def selection(self, state: str) -> Any:
        case = self._case()
        if state == "open":
            return make_case.fill_selection(make_case.received(case))
        return make_case.selected(case, self.scene.author).selected_idea.selection

    def project(self, state: str) -> Project:
        project = make_case.fill_project(make_case.selected(self._case(), self.scene.author))
        if state == "draft":
            return project
        put: Project = make_case.put(project, state, self.scene.author)
        return put

    def picture(self, state: str) -> Any:
        return PresentationPicture.objects.create(
            presentation=self.project("draft").presentation, position=1, file_id=FILE, name="ภาพ.png"
        )

    def development(self, state: str) -> Any:
        made = make_case.approved(self._case())
        make_case.session(made, added_by=self.scene.author, photo_id=FILE, photo_name="ภาพ.png")
        type(made).objects.filter(pk=made.pk).update(summary="ให้บริการแล้ว")
        made.refresh_from_db()
        return made if state == "open" else make_case.put(made, state, self.scene.author)

    def session(self, state: str) -> Any:
        return ServiceSession.objects.get(development=self.development(state))

    def utilisation(self, state: str) -> Any:
        made = make_case.fill_utilisation(make_case.developed(self._case()))
        return made if state == "draft" else make_case.put(made, state, self.scene.author)

    def meeting(self, state: str) -> Any:
        number = f"{Meeting.objects.count() + 1}/2564"
        closed = {"closed_at": make.at("2021-10-04"), "closed_by": self.scene.author} if state == "closed" else {}
        return Meeting.objects.create(year=self.year, number=number, held_on=date(2021, 10, 4), **closed)

    def item(self, state: str) -> Any:
        project = self.project("scheduled")
        item = AgendaItem.objects.create(
            meeting=self.meeting("planned"),
            dossier=project.dossier,
            revision=project.dossier.revisions.get(),
            position=1,
            title="นัดหมายรับบริการนอกสถานที่",
        )
        if state == "resolved":
            make_case.put(project, "done", self.scene.author)
            AgendaItem.objects.filter(pk=item.pk).update(result="approve", resolution="เห็นชอบ")
        if state == "abstained":
            Abstention.objects.create(item=item, user=self.scene.people["com"], member="กรรมการ", reason="เกี่ยวข้อง")
        return item


def noun_of(address: str) -> str:
    """The thing an address is about."""
    return NOUNS[max((each for each in NOUNS if address == each or address.startswith(f"{each}-")), key=len)]


_COUNTS = tuple(
    f"{formset}-{which}_FORMS"
    for formset in (
        "ideas",
        "panel",
        "form",
        "rows",
        "activities",
        "risks",
        "indicators",
        "budget_lines",
        "abstentions",
        "activities-2564",
        "pictures",
        "year_targets",
    )
    for which in ("TOTAL", "INITIAL")
)
_MAKERS: dict[str, Callable[[CaseScene, str], Any]] = {
    "agenda-item": CaseScene.item,
    "case": lambda scene, state: scene.first,
    "collection": CaseScene.collection,
    "development": CaseScene.development,
    "idea": CaseScene.idea,
    "meeting": CaseScene.meeting,
    "presentation-picture": CaseScene.picture,
    "project": CaseScene.project,
    "round": lambda scene, state: scene.round,
    "round-criterion": lambda scene, state: scene.round.criteria.order_by("position")[0],
    "selection": CaseScene.selection,
    "session": CaseScene.session,
    "shared-idea": CaseScene.shared_idea,
    "utilisation": CaseScene.utilisation,
}
_PANEL = {"panel-TOTAL_FORMS": "1", "panel-INITIAL_FORMS": "0", "panel-0-name": "นางประธาน"}
_SESSION = {
    **{"date": "2 เม.ย. 2564", "place": "ห้าง", "people": "5", "start": "2 เม.ย. 2564", "end": "2 เม.ย. 2564"},
    **{"serves": "every_day", "day": "2021-04-02"},
}
_IDEA_TEXTS = dict.fromkeys(("title", "problem", "proposal", "benefit"), "ข้อความ")
_FORMS: dict[str, Callable[[CaseScene, Any], dict[str, Any]]] = {
    "agenda-item-determine": lambda scene, item: {
        "result": "approve",
        "resolution": "เห็นชอบ",
        "resolved_on": "4 ต.ค. 2564",
    },
    "agenda-item-abstain": lambda scene, item: {"abstain-abstains": "on", "abstain-reason": "เกี่ยวข้อง"},
    "selection-ballot": lambda scene, selection: {"version": "0", "save": "1"},
    "selection-edit": lambda scene, selection: {"save": "1", **_PANEL},
    "selection-evidence": lambda scene, selection: {"action": ""},
    "selection-select": lambda scene, selection: {
        "idea": selection.case.collection.ideas.order_by("number")[0].pk,
        "reasons": "ตรงกับปัญหา",
        "meeting_date": "11 ม.ค. 2564",
        "detail": "รายละเอียด",
        **_PANEL,
    },
    "idea-edit": lambda scene, idea: {
        **_IDEA_TEXTS,
        "type": idea.innovation_type_id,
        "submitted_on": "16 พ.ย. 2563",
    },
    "meeting-edit": lambda scene, meeting: {"number": "7/2564", "held_on": "8 ก.พ. 2564"},
    "session-add": lambda scene, development: _SESSION,
    "session-edit": lambda scene, session: _SESSION,
    "session-range": lambda scene, development: _SESSION,
    "idea-merge": lambda scene, idea: {"into": idea.collection.ideas.order_by("number")[0].pk},
}
