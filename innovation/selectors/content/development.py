"""Step 4 as it is frozen."""

from __future__ import annotations

from datetime import date

from innovation.models import Development
from innovation.selectors.content.frame import Content, frame_content
from innovation.selectors.figures import figures_of


def development_content(development: Development) -> Content:
    """The year's target and totals, every session, the withdrawn among them, activities planned and actual."""
    figures = figures_of(development)
    progress = {row.activity_id: row for row in development.progress.all()}
    year = development.assignment.year.be_year
    return frame_content(development) | {
        "project_name": development.project.name,
        "target": {"sessions": figures.target_sessions, "text": figures.target_text},
        "total": {"sessions": figures.sessions, "people": figures.people},
        "summary": development.summary,
        "activities": [
            {
                "name": row.name,
                "owner": row.owner,
                "months": [bool(row.months >> month & 1) for month in range(12)],
                "began_on": _date(getattr(progress.get(row.pk), "began_on", None)),
                "ended_on": _date(getattr(progress.get(row.pk), "ended_on", None)),
                "note": getattr(progress.get(row.pk), "note", ""),
            }
            for row in development.project.activities.filter(be_year=year)
        ],
        "sessions": [
            {
                "date": row.date.isoformat(),
                "place": row.place,
                "people": row.people,
                "note": row.note,
                "photo": row.photo_id,
                "withdrawn": row.withdrawn_at is not None,
                "withdrawn_reason": row.withdrawn_reason,
            }
            for row in development.sessions.all()
        ],
    }


def _date(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None
