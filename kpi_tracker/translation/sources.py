"""Every string of the product that has a translation, read from its code and templates.

Written in Python because xgettext is on no office server: the test that holds the catalogue against the sources
must run wherever `make test` does.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from kpi_tracker.translation.po import Source

APPS = ("thai", "accounts", "printing", "indicators", "innovation", "appeals", "kpi_tracker")
# The names of django.utils.translation, and where each has its context, its singular and its plural.
_CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
# What templatize leaves of a template: calls of gettext, everything else blanked out.
_TEMPLATE_CALL = re.compile(rf"(?<![\w.])(n?p?gettext|_)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)")


def sources(root: Path) -> dict[Source, list[str]]:
    """The strings under `root`, each with the files it stands in, in the order in which they are met."""
    found: dict[Source, list[str]] = {}
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        reader = in_template if path.suffix in {".html", ".txt"} else in_code
        for source in reader(path.read_text()):
            places = found.setdefault(source, [])
            if name not in places:
                places.append(name)
    return found


def in_code(text: str) -> Iterator[Source]:
    """The strings of a Python file: literal arguments of gettext's functions under whatever name they came in."""
    tree = ast.parse(text)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in _CALLS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = names.get(called.id) if isinstance(called, ast.Name) else getattr(called, "attr", None)
            if name in _CALLS:
                yield from _source(name, [_constant(argument) for argument in node.args])


def in_template(text: str) -> Iterator[Source]:
    """The strings of a Django template, by Django's own reading of its translation tags."""
    for call in _TEMPLATE_CALL.finditer(templatize(text)):
        literals = re.findall(_LITERAL, call[2])
        name = "gettext" if call[1] == "_" else call[1]
        yield from _source(name, [str(ast.literal_eval(literal)) for literal in literals])


def _source(name: str, arguments: list[str | None]) -> Iterator[Source]:
    context, text, plural = _CALLS[name]

    def at(place: int | None) -> str | None:
        return "" if place is None else arguments[place] if place < len(arguments) else None

    parts = at(text), at(plural), at(context)
    if parts[0] and parts[1] is not None and parts[2] is not None:
        yield Source(parts[0], parts[1], parts[2])


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _files(root: Path) -> list[Path]:
    code = [path for app in APPS for path in (root / app).rglob("*.py") if "migrations" not in path.parts]
    templates = [
        path
        for folder in ("templates", *APPS)
        for suffix in ("html", "txt")
        for path in (root / folder).rglob(f"*.{suffix}")
    ]
    return sorted({*code, *templates})
