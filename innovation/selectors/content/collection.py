"""Step 1 as it is frozen."""

from __future__ import annotations

from innovation.models import Collection, RoundMinimum
from innovation.selectors.content.frame import Content, frame_content, idea_content


def collection_content(collection: Collection) -> Content:
    """Every idea, the merged and the withdrawn among them, and the minimum they were counted against."""
    case = collection.case
    least = RoundMinimum.objects.filter(round_id=case.round_id, level=case.assignment.agency.level).first()
    ideas = collection.ideas.select_related("innovation_type", "proposer", "merged_into").order_by("number")
    return frame_content(collection) | {
        "least": least.ideas if least else 0,
        "ideas": [idea_content(idea) for idea in ideas],
    }
