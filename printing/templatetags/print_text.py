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
