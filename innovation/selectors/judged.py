"""Which step of its case a criterion is judged by: the criterion at position 3 by step 3, and so on."""

from __future__ import annotations

from collections import abc
from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.models import Revision
from indicators.selectors.content import Content
from indicators.selectors.judged import Place, Rows, Subject, newest_submissions
from innovation.completeness.labels import label_of
from innovation.models import Collection, Development, InnovationCase, Selection, Step, Utilisation
from innovation.selectors.agenda_project import PROJECT_ON_AGENDA
from innovation.selectors.case_steps import Standing, standings_of, with_steps
from innovation.selectors.places import step_page
from thai.dates import active_language, format_date
from thai.digits import format_number


def step_subjects(keys: abc.Collection[int]) -> dict[Place, Subject]:
    """The five steps of the cases of assignments given by key. As many queries for one as for many."""
    cases = list(with_steps(InnovationCase.objects.filter(assignment__in=keys)))
    earlier = _earlier_of(cases)
    standings = {case.pk: [_carried(case, each, earlier) for each in standings_of(case)] for case in cases}
    rows = [each.row for group in standings.values() for each in group if each.row]
    newest = newest_submissions(row.dossier_id for row in rows)
    return {
        (case.assignment_id, standing.step.number): _subject(case, standing, newest)
        for case in cases
        for standing in standings[case.pk]
    }


def _earlier_of(cases: abc.Collection[InnovationCase]) -> dict[int, InnovationCase]:
    """By key, the cases of years before that these continue, however far back."""
    found: dict[int, InnovationCase] = {}
    wanted = {case.continues_id for case in cases if case.continues_id}
    while wanted:
        rows = list(with_steps(InnovationCase.objects.filter(pk__in=wanted)))
        found |= {row.pk: row for row in rows}
        wanted = {row.continues_id for row in rows if row.continues_id} - found.keys()
    return found


def _carried(case: InnovationCase, standing: Standing, earlier: dict[int, InnovationCase]) -> Standing:
    """A step that was taken in a year before is judged by what was handed in then."""
    before = earlier.get(case.continues_id or 0)
    own = standing.row
    if before is None or (own is not None and own.status != Collection.Status.CARRIED):
        return standing
    if own is None and not standing.carried:
        return standing
    then = next(each for each in standings_of(before) if each.step == standing.step)
    return Standing(standing.step, _carried(before, then, earlier).row, carried=True)


def _subject(case: InnovationCase, standing: Standing, newest: dict[object, Revision]) -> Subject:
    row, step = standing.row, standing.step
    planned = next((each for each in case.round.steps.all() if each.step == step), None)
    state = ("carried", _("ยกมาจากปีก่อน")) if standing.carried else ("not_started", "")
    if row is not None and not standing.carried:
        state = (row.status, str(row.get_status_display()))
    return Subject(
        name=_("ขั้นที่ %(number)s %(title)s")
        % {"number": step.number, "title": planned.title if planned else step.label},
        url=step_page(row) if row else reverse("case", args=[case.pk]),
        status=state[0],
        word=state[1],
        revision=newest.get(row.dossier_id) if row else None,
        read=_FACTS[step],
        due_on=(row.returned_due_on if row else None) or (planned.due_on if planned else None),
        is_late=bool(row and row.is_late),
    )


def _collection(content: Content) -> Rows:
    eligible = [idea for idea in content["ideas"] if idea["status"] == "eligible"]
    counted = _("%(count)s ชุด จากที่กำหนดไม่น้อยกว่า %(least)s ชุด") % {
        "count": len(eligible),
        "least": content["least"],
    }
    return [
        (_("ความคิดเห็นที่นับได้"), counted),
        (_("รายการ"), _lines(*(f"{idea['number']}. {idea['title']}" for idea in eligible))),
    ]


def _selection(content: Content) -> Rows:
    chosen = content["selected"]
    return [
        (_("ความคิดเห็นที่ได้รับการคัดเลือก"), _("ชุดที่ %(number)s %(title)s") % chosen if chosen else ""),
        (_("เหตุผลที่คัดเลือก"), chosen["reasons"] if chosen else ""),
        (_("จำนวนความคิดเห็นที่ได้รับ"), str(content["total_received"])),
        (label_of(Selection, "meeting_date"), _day(content["meeting_date"])),
        (_("คณะทำงาน"), _lines(*(f"{member['name']} {member['role']}" for member in content["panel"]))),
        (label_of(Selection, "detail"), content["detail"]),
    ]


def _development(content: Content) -> Rows:
    total = _("%(sessions)s ครั้ง ผู้รับบริการ %(people)s คน") % {
        "sessions": format_number(content["total"]["sessions"], 0),
        "people": format_number(content["total"]["people"], 0),
    }
    return [
        (_("ชื่อโครงการ"), content["project_name"]),
        (_("เป้าหมายของปี"), content["target"]["text"]),
        (_("ที่ดำเนินการแล้ว"), total),
        (label_of(Development, "summary"), content["summary"]),
        (_("ครั้งที่ให้บริการ"), _lines(*(_session(each) for each in content["sessions"] if not each["withdrawn"]))),
    ]


def _session(session: Content) -> str:
    people = "" if session["people"] is None else _("%(count)s คน") % {"count": format_number(session["people"], 0)}
    return " ".join(part for part in (_day(session["date"]), session["place"], people) if part)


def _utilisation(content: Content) -> Rows:
    corrected, computed = content["sessions_corrected"], content["sessions_computed"]
    percent = content["satisfaction_percent"]
    shown = ("against_target", "before", "after", "benefits", "obstacles", "extension_plan")
    return [
        (_("ชื่อโครงการ"), content["project_name"]),
        (_("ช่วงที่ใช้ประโยชน์"), " – ".join(filter(None, (_day(content["used_from"]), _day(content["used_to"]))))),
        (_("เป้าหมายของปี"), content["target"]["text"]),
        (_("จำนวนครั้งที่ให้บริการ"), str(computed if corrected is None else corrected)),
        (_("ความพึงพอใจ (ร้อยละ)"), percent or ""),
        *((label_of(Utilisation, name), content[name]) for name in shown),
    ]


def _day(day: str | None) -> str:
    return format_date(date.fromisoformat(day), "long", active_language()) if day else ""


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


_FACTS: dict[str, Callable[[Content], Rows]] = {
    Step.COLLECT: _collection,
    Step.SELECT: _selection,
    Step.PROPOSE: PROJECT_ON_AGENDA.summary,
    Step.DEVELOP: _development,
    Step.UTILISE: _utilisation,
}
