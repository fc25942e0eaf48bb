"""Read a rendered template the way a browser does: as a tree, not as text."""

from xml.etree.ElementTree import Element

import tinyhtml5
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string


def tree(html: str) -> Element:
    # The parser takes a short text for a file's name when it can be one; this cannot.
    return tinyhtml5.parse(f"<!DOCTYPE html>{html}", namespace_html_elements=False)


def rendered(template: str, request: HttpRequest | None = None, **context: object) -> Element:
    return tree(render_to_string(template, context, request))


def written(source: str, **context: object) -> Element:
    return tree(Template(source).render(Context(context)))


def by_id(root: Element, name: str) -> Element | None:
    return next((one for one in root.iter() if one.get("id") == name), None)


def by_class(root: Element, name: str) -> list[Element]:
    return [one for one in root.iter() if name in (one.get("class") or "").split()]


def words(element: Element) -> str:
    """The text of `element`, runs of white space as one blank."""
    return " ".join("".join(element.itertext()).split())
