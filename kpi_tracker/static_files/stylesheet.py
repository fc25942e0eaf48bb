"""One style sheet out of Bootstrap and our own, with only what our pages can use.

Of Bootstrap stay the rules for elements and those for the classes named in CLASSES; a test finds a class that a
template uses and this list lacks. Pictures inside the sheet (`data:`) go: the content security policy refuses them,
and Chromium says so in its console before our own rules can take their place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import rcssmin
import tinycss2

# Bootstrap's classes that our templates, forms and scripts use.
BUTTONS = {"btn", "btn-primary", "btn-secondary", "btn-danger", "btn-link"}
FIELDS = {"form-label", "form-text", "form-control", "form-select", "input-group", "input-group-text", "is-invalid"}
CHOICES = {"form-check", "form-check-input", "form-check-label"}
PLACING = {"mb-3", "mb-4", "position-relative"}
TEXT = {"img-fluid", "lead", "small", "visually-hidden"}
CLASSES = frozenset(BUTTONS | FIELDS | CHOICES | PLACING | TEXT)
# Our own sheets that come first, each upon the one before; then the rest by name; print.css comes last.
FIRST = ("tokens", "app", "forms", "components")
PRINT = "print"

_ADDRESS = re.compile(r"""url\(\s*["']?(?P<path>[^"')]+)["']?\s*\)""")
_NOTICE = re.compile(r"/\*!.*?\*/", re.DOTALL)  # whose it is, which its licence asks to keep
_CLASS_NAME = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def composed(bootstrap: str, own: Mapping[str, str], fonts: str, address: Callable[[str], str]) -> str:
    """The sheet: Bootstrap's part, the `fonts` (rules), then `own` (name without ending -> CSS).

    `address` gives for an address inside our own sheets the one to write instead.
    """
    order = [*FIRST, *sorted(own.keys() - {*FIRST, PRINT})]
    ours = [fonts, *(own[name] for name in order), f"@media print {{{own[PRINT]}}}"]
    parts = [*_NOTICE.findall(bootstrap)[:1], kept(bootstrap), *ours]
    whole = _ADDRESS.sub(lambda found: f'url("{address(found["path"])}")', "\n".join(parts))
    return str(rcssmin.cssmin(whole, keep_bang_comments=True))


def kept(css: str, classes: frozenset[str] = CLASSES) -> str:
    """The rules of `css` that something with no other class than `classes` can meet, without pictures inside."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_rules_kept(rules, classes))


def class_names(css: str) -> set[str]:
    """Every class that a selector of `css` names."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return {name for selector in _selectors(rules) for name in _CLASS_NAME.findall(selector)}


def _selectors(rules: Iterable[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield tinycss2.serialize(rule.prelude)
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media":
            yield from _selectors(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _rules_kept(rules: Iterable[Any], classes: frozenset[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "error":
            raise ValueError(f"Bootstrap's style sheet cannot be read: {rule.message}")
        if rule.type == "qualified-rule":
            yield _rule_kept(rule, classes)
        elif rule.lower_at_keyword == "media":
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if within := "".join(_rules_kept(inside, classes)):
                yield f"@media{tinycss2.serialize(rule.prelude)}{{{within}}}"
        # What is left is @charset (our sheet is UTF-8 by its header) and the movements of spinners, which we lack.


def _rule_kept(rule: Any, classes: frozenset[str]) -> str:
    selectors = [one for one in _split(rule.prelude) if set(_CLASS_NAME.findall(one)) <= classes]
    declarations = [one for one in _split(rule.content, at=";") if "url(" not in one]
    return f"{','.join(selectors)}{{{';'.join(declarations)}}}" if selectors and declarations else ""


def _split(tokens: Sequence[Any], at: str = ",") -> list[str]:
    """The pieces of `tokens` between `at`, written out; a sign inside brackets or a string divides nothing."""
    pieces: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == at:
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [text for piece in pieces if (text := tinycss2.serialize(piece).strip())]
