"""Step 5 as it is frozen: Form 5."""

from __future__ import annotations

from decimal import Decimal

from innovation.models import Development, Utilisation
from innovation.selectors.content.frame import Content, frame_content
from innovation.selectors.figures import figures_of

TEXTS = (
    *("against_target", "before", "after", "benefits", "obstacles", "suggestions", "extension_plan"),
    *("sessions_reason", "people_reason", "reporter_name", "reporter_position"),
)


def utilisation_content(utilisation: Utilisation) -> Content:
    """The survey, with the figures of step 4 as computed and as corrected (None when they stand as computed)."""
    development = Development.objects.select_related(
        "project__selected_idea__idea__innovation_type", "case__assignment__year"
    ).get(case_id=utilisation.case_id)
    figures = figures_of(development)
    idea = development.project.selected_idea.idea
    return (
        frame_content(utilisation)
        | {
            "project_name": development.project.name,
            "idea": {"title": idea.title, "type": idea.innovation_type.label},
            "used_from": utilisation.used_from.isoformat() if utilisation.used_from else None,
            "used_to": utilisation.used_to.isoformat() if utilisation.used_to else None,
            "target": {"sessions": figures.target_sessions, "text": figures.target_text},
            "sessions_computed": figures.sessions,
            "sessions_corrected": utilisation.sessions_corrected,
            "people_computed": figures.people,
            "people_corrected": utilisation.people_corrected,
            "satisfaction_count": utilisation.satisfaction_count,
            "satisfaction_mean": _decimal(utilisation.satisfaction_mean),
            "satisfaction_percent": _decimal(utilisation.satisfaction_percent),
        }
        | {name: getattr(utilisation, name) for name in TEXTS}
    )


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
