"""Filters of the print templates."""

from django import template

from printing import outline

register = template.Library()


@register.filter
def outlined(text: str) -> list[outline.Line]:
    """The lines of a narrative, # ## ### numbered."""
    return outline.numbered(text)


@register.filter
def lines(text: str) -> list[outline.Line]:
    """The lines of a text as they stand."""
    return outline.plain(text)


@register.filter
def rules(count: int) -> range:
    """1, 2, ... for each line or row that is left empty."""
    return range(1, count + 1)


@register.filter
def rules_after_first(count: int) -> range:
    """2, 3, ... for each line that is left empty under the first."""
    return range(2, count + 1)
