"""What parts of this app add to each other where one must not import the other."""

from __future__ import annotations

from indicators.selectors import search, searchable
from indicators.services import closing, score_papers


def join() -> None:
    """Called once, when Django has loaded the apps."""
    closing.AFTER_CLOSING.append(score_papers.freeze)
    search.KINDS.extend(searchable.KINDS)
