"""Step 2 as it is frozen: Form 2."""

from __future__ import annotations

from innovation.models import Ballot, Collection, Idea, Selection
from innovation.selectors.content.frame import Content, frame_content, idea_content


def selection_content(selection: Selection) -> Content:
    """Every idea received, the criteria, the ballots that are in, the panel, and the one idea with its reasons.

    `selected` is None while none is selected, and `ballots` is empty: a draft of Form 2 is printed for people who may
    not see the scores yet (selectors.ballots.sees_ballots). A ballot's `points` are
    {idea number: {criterion position: points}}.
    """
    collection = Collection.objects.filter(case_id=selection.case_id).first()
    ideas = list(
        Idea.objects.filter(collection=collection)
        .select_related("innovation_type", "proposer", "merged_into")
        .order_by("number")
    )
    chosen = selection.selected_ideas.select_related("idea", "chosen_by").first()
    voted = selection.ballots.filter(submitted_at__isnull=False) if chosen else selection.ballots.none()
    ballots = voted.select_related("member")
    return frame_content(selection) | {
        "total_received": len(ideas),
        "ideas": [idea_content(idea) for idea in ideas],
        "criteria": [
            {"position": row.position, "text": row.text, "full_score": str(row.full_score)}
            for row in selection.case.round.criteria.all()
        ],
        "ballots": [
            {"member": ballot.member.full_name, "position": ballot.member.position, "points": _points(ballot)}
            for ballot in ballots.prefetch_related("scores__idea", "scores__criterion")
        ],
        "panel": [{"name": member.name, "role": member.role} for member in selection.panel.all()],
        "meeting_date": selection.meeting_date.isoformat() if selection.meeting_date else None,
        "meeting_place": selection.meeting_place,
        "minutes": selection.minutes,
        "detail": selection.detail,
        "certifier_name": selection.certifier_name,
        "certifier_position": selection.certifier_position,
        "selected": {
            "number": chosen.idea.number,
            "title": chosen.idea.title,
            "reasons": chosen.reasons,
            "chosen_by": chosen.chosen_by.full_name,
        }
        if chosen
        else None,
    }


def _points(ballot: Ballot) -> Content:
    points: Content = {}
    for score in ballot.scores.all():
        points.setdefault(str(score.idea.number), {})[str(score.criterion.position)] = str(score.points)
    return points
