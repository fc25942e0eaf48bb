"""What the language switch in the page's frame asks of Python."""

from urllib.parse import urlsplit

from django import template
from django.template import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context: Context) -> str:
    """The address to come back to: of this page, or, when it answers a post, of the page that was posted from.

    Empty when neither is known; Django then takes the Referer of the switch itself, or the front page.
    """
    request = context.get("request")
    if request is None:
        return ""
    if request.method in {"GET", "HEAD"}:
        return str(request.get_full_path())
    came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    if came_from.netloc != request.get_host():
        return ""
    return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
