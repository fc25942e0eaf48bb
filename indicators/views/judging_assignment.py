"""The page on which all steps of an assignment that wait are judged together: each submission, each criterion with
its mark, what they add up to, and the way to the next assignment."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.roles import Role
from indicators import scoring
from indicators.forms.judging import JudgementForm
from indicators.models import Assignment, CriterionVersion, Judgement, Measure
from indicators.permissions import Verdict, judges
from indicators.selectors.evidence import frozen_rows
from indicators.selectors.judged import Subject, may_judge, subjects_of, told_before
from indicators.selectors.scores import VersionScore, score_of
from indicators.services import judging as services
from indicators.services.errors import Invalid, StaleVersion, insist
from indicators.views.fetching import form_key, person, visible_or_404
from indicators.views.judging import seen_in, what_changed
from indicators.views.judging_queue import address, place_of_assignment, ways
from indicators.views.recused import recusals_of


@dataclass
class Line:
    """A criterion in force. `form` is None when it is not to be judged here; `given` is its judgement, None while
    there is none, and `tells` whether this page says what that gave."""

    score: VersionScore
    subject: Subject | None
    verdict: Verdict
    form: JudgementForm | None = None
    tells: bool = True

    @property
    def criterion(self) -> CriterionVersion:
        return self.score.criterion

    @property
    def given(self) -> Judgement | None:
        return self.score.judgement

    @property
    def is_open(self) -> bool:
        return self.verdict.allowed and self.given is None

    @property
    def told_points(self) -> Decimal | None:
        """What it gives so far, as far as the page says it."""
        return self.score.calculated if self.tells else None


@require_http_methods(["GET", "POST"])
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """`pk` is that of the assignment."""
    rows = Assignment.objects.select_related("agency", "year", "indicator")
    its = visible_or_404(request, rows, pk)
    insist(judges(person(request), Role.SECRETARIAT, its))
    lines = _lines(its, person(request))
    if request.method != "POST":
        first = next((line for line in lines if line.is_open), None)
        for line in lines:
            line.form = _form(line, focused=line is first) if line.is_open else None
        return _page(request, its, lines)
    return _judge(request, its, lines)


def _judge(request: HttpRequest, its: Assignment, lines: list[Line]) -> HttpResponse:
    place = place_of_assignment(request, its.pk)
    marks = _marks(request, lines)
    if marks is None:
        return _page(request, its, lines, status=422)
    if amended := [line for line in lines if line.form and not _is_as_seen(request, line)]:
        sentence = _("ยังไม่ได้บันทึกคะแนนข้อใด เพราะเกณฑ์ของ%(name)s มีฉบับใหม่ระหว่างที่ท่านเปิดหน้านี้ไว้ โปรดอ่านฉบับใหม่แล้วบันทึกอีกครั้ง")
        names = ", ".join(_name(line) for line in amended)
        return _page(request, its, lines, status=409, changed=sentence % {"name": names})
    try:
        judged = services.judge_all(marks, actor=person(request), key=form_key(request))
    except services.NotJudged as refused:
        return _refused(request, its, lines, refused)
    done = {judgement.criterion_id for judgement in judged}
    left = sum(line.is_open and line.criterion.pk not in done for line in lines)
    messages.success(request, _told(len(judged), left))
    return redirect(address(request, assignment=place.next if "next" in request.POST else its.pk))


def _marks(request: HttpRequest, lines: list[Line]) -> list[services.Mark] | None:
    """What was typed, for the criteria for which something was; None when that is wrong, or nothing at all. What was
    judged since the page was opened counts as typed, too, so that nobody's mark is lost in silence."""
    typed: list[Line] = []
    first: Line | None = None
    for line in lines:
        if f"{_prefix(line)}-percent" not in request.POST:
            continue
        first = first or line
        line.form = _form(line, request.POST)
        if line.form.has_changed():
            typed.append(line)
    if not typed and first:
        first.form = _form(first, request.POST, empty_permitted=False)
        typed = [first]
    valid = [line.form.is_valid() for line in typed if line.form]  # all are looked at, so that all is said at once
    if not typed or not all(valid):
        return None
    return [_mark(request, line) for line in typed if line.form]


def _is_as_seen(request: HttpRequest, line: Line) -> bool:
    """Whether the page showed the version that is in force."""
    return request.POST.get(f"{_prefix(line)}-criterion") == str(line.criterion.pk)


def _mark(request: HttpRequest, line: Line) -> services.Mark:
    assert line.form is not None
    given = line.form.cleaned_data
    number, revision = seen_in(request, f"{_prefix(line)}-")
    return services.Mark(
        criterion=line.criterion,
        percent=given["percent"],
        reason=given["reason"],
        seen_number=number,
        seen_revision=revision,
    )


def _refused(request: HttpRequest, its: Assignment, lines: list[Line], refused: services.NotJudged) -> HttpResponse:
    """Nothing was judged: everything typed comes back, with which criterion it was and why."""
    cause, line = refused.cause, next(each for each in lines if each.criterion.pk == refused.mark.criterion.pk)
    if isinstance(cause, Invalid) and line.form:
        for field, sentence in cause.errors.items():
            line.form.add_error(field if field in line.form.fields else None, sentence)
        return _page(request, its, lines, status=422)
    if not isinstance(cause, StaleVersion):
        raise cause
    sentence = _("ยังไม่ได้บันทึกคะแนนข้อใด เพราะ%(name)s: %(why)s ร้อยละ %(percent)s ที่ท่านกรอกไว้ข้อนี้: %(reason)s")
    facts = {
        "name": _name(line),
        "why": what_changed(cause, person(request)),
        "percent": refused.mark.percent,
        "reason": refused.mark.reason or _("ไม่มีเหตุผลประกอบ"),
    }
    return _page(request, its, [_reopened(each) for each in lines], status=409, changed=sentence % facts)


def _reopened(line: Line) -> Line:
    """After a conflict only what is still to be judged keeps its form; what was typed of the other is told above."""
    line.form = line.form if line.is_open else None
    return line


def _page(
    request: HttpRequest, its: Assignment, lines: list[Line], status: int = 200, changed: str = ""
) -> HttpResponse:
    user = person(request)
    for line in lines:
        if line.is_open and line.form is None:
            line.form = _form(line)
    is_open = any(line.form for line in lines)
    for line in lines:
        line.tells = not is_open or line.given is None or told_before(user, line.given)
    told = [line.told_points for line in lines if line.told_points is not None]
    place = place_of_assignment(request, its.pk)
    context = {
        "title": str(its.agency),
        "caption": f"{_('ให้คะแนนขั้นตอน')} – {_('ปีงบประมาณ พ.ศ.')} {its.year}",
        "lead": its.name_line,
        "breadcrumbs": [
            (_("ให้คะแนนขั้นตอน"), address(request)),
            (str(its), reverse("assignment", args=[its.pk])),
        ],
        "assignment": its,
        "lines": _rows(lines),
        "forms": [line.form for line in lines if line.form],
        "is_open": is_open,
        "changed": changed,
        "key": uuid4(),
        "total": scoring.rounded(scoring.sum_of(told)) if told else None,
        "place": ways(place, address(request, assignment=place.previous), address(request, assignment=place.next)),
        "following": place.next or "",
        **recusals_of(its, user),
    }
    return render(request, "indicators/judging/assignment.html", context, status=status)


def _rows(lines: list[Line]) -> list[dict[str, Any]]:
    """The lines for assignment.html, each with its evidence."""
    cited = [line.subject.cited() if line.subject else [] for line in lines]
    rows = iter(frozen_rows([each for some in cited for each in some]))
    return [_row(line) | {"evidence": list(islice(rows, len(some)))} for line, some in zip(lines, cited, strict=True)]


def _row(line: Line) -> dict[str, Any]:
    """A line with what its part of the form must bring back."""
    revision = line.subject.revision if line.subject else None
    prefix = _prefix(line)
    return {
        "line": line,
        "name": _name(line),
        "facts": line.subject.facts() if line.subject else [],
        "hidden": [
            (f"{prefix}-criterion", line.criterion.pk),
            (f"{prefix}-seen_number", line.given.number if line.given else 0),
            (f"{prefix}-seen_revision", revision.pk if revision else ""),
        ],
    }


def _lines(its: Assignment, user: User) -> list[Line]:
    current = [criterion.current for criterion in score_of(its).criteria]
    for score in current:
        score.criterion.assignment = its
    subjects = subjects_of(score.criterion for score in current if score.criterion.measure == Measure.STEPS)
    lines = []
    for score in current:
        subject = subjects.get((its.pk, score.criterion.position))
        lines.append(Line(score, subject, may_judge(user, score.criterion, subject)))
    return lines


def _form(line: Line, data: Any = None, *, focused: bool = False, empty_permitted: bool = True) -> JudgementForm:
    return JudgementForm(data, prefix=_prefix(line), focused=focused, empty_permitted=empty_permitted)


def _prefix(line: Line) -> str:
    return f"c{line.criterion.position}"


def _name(line: Line) -> str:
    return line.subject.name if line.subject else _("เกณฑ์ข้อที่ %(position)s") % {"position": line.criterion.position}


def _told(done: int, left: int) -> str:
    sentence = ngettext("บันทึกคะแนน %(done)s ข้อแล้ว", "บันทึกคะแนน %(done)s ข้อแล้ว", done) % {"done": done}
    return sentence if not left else f"{sentence} {_('ยังไม่ให้คะแนน %(left)s ข้อ') % {'left': left}}"
