"""Step 3 as it is frozen: the project and its presentation."""

from __future__ import annotations

from innovation.completeness.project import fiscal_years_of
from innovation.models import Presentation, Project
from innovation.selectors.content.frame import Content, frame_content

TEXTS = (
    *("name", "rationale", "objectives", "targets", "characteristics", "place", "benefits", "monitoring"),
    *("proposer_name", "proposer_position"),
)
PRESENTED = (
    *("origin", "before", "after", "stages", "beneficiaries", "measurement", "scaling"),
    *("contact_name", "contact_phone"),
)


def project_content(project: Project) -> Content:
    """The ten sections, the targets of all its years, and the presentation with its pictures by hash.

    An activity's `months` are twelve booleans, October first.
    """
    idea = project.selected_idea.idea
    return frame_content(project) | {
        "idea": {"number": idea.number, "title": idea.title, "type": idea.innovation_type.label},
        "project": {name: getattr(project, name) for name in TEXTS}
        | {
            "starts_on": project.starts_on.isoformat() if project.starts_on else None,
            "ends_on": project.ends_on.isoformat() if project.ends_on else None,
            "fiscal_years": list(fiscal_years_of(project)),
            "no_budget": project.no_budget,
            "activities": [
                {
                    "be_year": row.be_year,
                    "name": row.name,
                    "owner": row.owner,
                    "months": [bool(row.months >> month & 1) for month in range(12)],
                }
                for row in project.activities.all()
            ],
            "budget_lines": [
                {"item": row.item, "amount": str(row.amount), "source": row.source}
                for row in project.budget_lines.all()
            ],
            "risks": [{"risk": row.risk, "response": row.response} for row in project.risks.all()],
            "indicators": [
                {"name": row.name, "target": row.target, "method": row.method} for row in project.indicators.all()
            ],
            "year_targets": [
                {"be_year": row.be_year, "sessions": row.sessions, "text": row.text}
                for row in project.year_targets.all()
            ],
        },
        "presentation": presentation_content(project.presentation),
    }


def presentation_content(presentation: Presentation) -> Content:
    """What is presented, pictures by hash."""
    return {name: getattr(presentation, name) for name in PRESENTED} | {
        "pictures": [
            {"name": row.name, "caption": row.caption, "sha256": row.file_id, "content_type": row.file.content_type}
            for row in presentation.pictures.select_related("file")
        ],
    }
