"""What every step's content begins with."""

from __future__ import annotations

from typing import Any

from indicators.models import YearCode
from indicators.selectors.content import assignment_content, evidence_content
from innovation.models import CaseStep, Idea, Round

Content = dict[str, Any]


def frame_content(step: CaseStep) -> Content:
    """Whose step it is, the wording of its round, and the evidence cited."""
    return {
        "kind": step.dossier.kind,
        "assignment": assignment_content(step.assignment),
        "round": round_content(step.case.round),
        "evidence": evidence_content(step.dossier),
    }


def round_content(round_: Round) -> Content:
    """The wording of a year: titles, weights and due dates of steps, numbers and titles of forms, by their codes;
    the types of innovation to choose from."""
    types = YearCode.objects.filter(year_id=round_.year_id, table=YearCode.Table.INNOVATION_TYPE)
    return {
        "committee_name": round_.committee_name,
        "steps": {
            row.step: {"title": row.title, "weight": str(row.weight), "due_on": row.due_on.isoformat()}
            for row in round_.steps.all()
        },
        "forms": {row.form: {"number": row.number, "title": row.title} for row in round_.forms.all()},
        "innovation_types": list(types.order_by("code").values_list("label", flat=True)),
    }


def idea_content(idea: Idea) -> Content:
    """One set of Form 1. Its proposer is named by reference and salted hash only. Reads type and proposer."""
    proposer = getattr(idea, "proposer", None)
    return {
        "idea": idea.pk,
        "number": idea.number,
        "type": idea.innovation_type.label,
        "title": idea.title,
        "problem": idea.problem,
        "proposal": idea.proposal,
        "benefit": idea.benefit,
        "resources": idea.resources,
        "submitted_on": idea.submitted_on.isoformat(),
        "status": idea.status,
        "merged_into": idea.merged_into.number if idea.merged_into else None,
        "set_aside_reason": idea.set_aside_reason,
        "proposer": {"id": proposer.pk, "salted_hash": proposer.salted_hash} if proposer else None,
    }
