"""Which ideas a selection chooses from, and why the others are left out."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from innovation.models import Idea, SelectedIdea, Selection
from thai.dates import active_language, format_datetime
from thai.fields import TEXT_MAX_LENGTH


def candidates(selection: Selection) -> QuerySet[Idea]:
    """Eligible ideas of the case that no earlier selection chose, in the order of their numbers."""
    chosen_before = _earlier_choices(selection).values("idea_id")
    return _ideas(selection).filter(status=Idea.Status.ELIGIBLE).exclude(pk__in=chosen_before)


def left_out(selection: Selection) -> list[tuple[Idea, str]]:
    """The ideas that cannot be chosen, each with a sentence that says why. Two queries."""
    earlier = {choice.idea_id: choice for choice in _earlier_choices(selection)}
    found = [(idea, _why(idea, earlier.get(idea.pk))) for idea in _ideas(selection)]
    return [(idea, why) for idea, why in found if why]


def why_barred(selection: Selection, idea: Idea) -> str:
    """Why this selection cannot choose `idea`; "" when it can."""
    fresh = _ideas(selection).filter(pk=idea.pk).first()
    if fresh is None:
        return _("ความคิดเห็นนี้ไม่อยู่ในชุดที่รวบรวมไว้ของเรื่องนี้")
    return _why(fresh, _earlier_choices(selection).filter(idea=fresh).first())


@override("th")  # it is edited into Form 2, whose paper is Thai
def described(idea: Idea) -> str:
    """The idea in its own words, as a first text for the detail of Form 2."""
    benefit = _("ประโยชน์ที่คาดว่าจะได้รับ: %(benefit)s") % {"benefit": idea.benefit}
    both = f"{idea.proposal}\n\n{benefit}"
    return both if len(both) <= TEXT_MAX_LENGTH else idea.proposal


def _ideas(selection: Selection) -> QuerySet[Idea]:
    rows = Idea.objects.filter(collection__case_id=selection.case_id)
    return rows.select_related("innovation_type", "merged_into").order_by("number")


def _earlier_choices(selection: Selection) -> QuerySet[SelectedIdea]:
    """A selection is replaced only after the project of its idea was rejected: what was chosen then stays barred."""
    return SelectedIdea.objects.filter(selection__case_id=selection.case_id, selection_id__lt=selection.pk)


def _why(idea: Idea, chosen_before: SelectedIdea | None) -> str:
    if chosen_before is not None:
        when = format_datetime(chosen_before.chosen_at, active_language())
        return _("คัดเลือกไปแล้วเมื่อ %(when)s และโครงการไม่ได้รับอนุมัติ จึงเลือกซ้ำไม่ได้") % {"when": when}
    if idea.status == Idea.Status.MERGED and idea.merged_into:
        into = _("รวมกับชุดที่ %(number)s แล้ว") % {"number": idea.merged_into.number}
        return " ".join(filter(None, [into, idea.set_aside_reason]))
    if idea.status == Idea.Status.WITHDRAWN:
        return " ".join(filter(None, [_("ถอนแล้ว"), idea.set_aside_reason]))
    return ""
