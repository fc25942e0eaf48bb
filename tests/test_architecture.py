"""The house keeps its shape: who may import whom, what nobody uses, how long a file may get.

Every rule is shown to fire on a planted offender, else a rule that never looks would pass for ever.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# An app may import itself and the apps named here.
APPS = {
    "thai": set[str](),
    "accounts": {"thai"},
    "printing": {"thai"},
    "indicators": {"thai", "accounts", "printing"},
    "innovation": {"thai", "accounts", "printing", "indicators"},
    "appeals": {"thai", "accounts", "printing", "indicators", "innovation"},
    "books": {"thai", "accounts", "printing", "indicators", "innovation", "appeals"},
    "kpi_tracker": {"thai", "accounts", "printing", "indicators", "innovation", "appeals", "books"},
}
# Inside an app: a line may import itself and the lines below it. Any other module is a pure rule, the
# lowest; one that reads models is named in the line where it belongs. kpi_tracker is all frame, no layers.
LAYERS = [
    {"apps", "joining"},
    {"urls"},
    {"views", "management", "middleware", "backends", "context_processors", "failures"},
    {"forms", "templatetags"},
    {"services"},
    {"notifications"},
    {"selectors"},
    {"permissions"},
    {"workflow", "completeness"},
    {"models", "standing", "second_step"},
]
RANK = {name: len(LAYERS) - row for row, names in enumerate(LAYERS) for name in names}
WEB = ("django.http", "django.shortcuts", "django.contrib.messages", "django.views")
# Nobody: signals act at a distance, generic keys escape the database, the admin goes round every rule.
NEVER_IMPORTED = (
    "django.dispatch",
    "django.db.models.signals",
    "django.contrib.contenttypes.fields",
    "django.contrib.admin",
)
NEVER_NAMED = {"mark_safe", "csrf_exempt", "RawSQL"}
NEVER_CALLED = {"raw", "extra", "SafeString", "SafeText"}
UNESCAPED = re.compile(r"\|\s*(?:safe|safeseq)\b|\{%-?\s*autoescape\s+off")
# Refused by the content security policy; a document for print has its style inside and meets no browser.
INLINE = re.compile(r"<style|\sstyle=|\son(?:click|change|input|submit|load|error|focus|blur|key\w+)\s*=|javascript:")
MAX_LINES = {".py": 300, ".html": 120, ".css": 300, ".js": 300}


def broken_rules(root: Path) -> list[str]:
    """Every offence under `root`, as "path: what"."""
    found = []
    for path in _sources(root):
        text, name = path.read_text(), path.relative_to(root).as_posix()
        offences = list(_offences(Path(name), text))
        if len(text.splitlines()) > MAX_LINES[path.suffix]:
            offences.append(f"more than {MAX_LINES[path.suffix]} lines")
        found += [f"{name}: {offence}" for offence in dict.fromkeys(offences)]
    return found


def _sources(root: Path) -> list[Path]:
    folders = [*APPS, "tests", "templates", "static"]
    return sorted(
        path
        for folder in folders
        for path in (root / folder).rglob("*")
        if path.suffix in MAX_LINES and "migrations" not in path.parts
    )


def _offences(path: Path, text: str) -> Iterator[str]:
    if path.suffix == ".html":
        patterns = [UNESCAPED] if "printing" in path.parts else [UNESCAPED, INLINE]
        yield from (f"{match[0].strip()} in a template" for rule in patterns for match in rule.finditer(text))
    if path.suffix == ".py" and path.parts[0] in APPS:
        tree = ast.parse(text)
        yield from _banned(tree)
        for target in _imports(tree, path):
            yield from _bad_import(path, target)


def _banned(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        name = getattr(node, "id", None) or getattr(node, "attr", None)
        if isinstance(node, ast.alias):
            name = node.name
        if name in NEVER_NAMED:
            yield f"{name} is not used here"
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if called in NEVER_CALLED:
                yield f"{called}() is not used here"


def _imports(tree: ast.Module, path: Path) -> set[str]:
    """Dotted names of all that a file imports, wherever in the file."""
    package = list(path.with_suffix("").parts)[:-1]
    targets = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            targets |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            targets |= {f"{base}.{alias.name}" for alias in node.names}
    return targets


def _bad_import(path: Path, target: str) -> Iterator[str]:
    app, rank = path.parts[0], _rank(path.with_suffix("").parts)
    other = target.split(".")
    if other[0] in APPS and other[0] != app and other[0] not in APPS[app]:
        yield f"{app} must not import {other[0]}"
    if other[0] == app != "kpi_tracker" and len(other) > 1 and _rank(tuple(other)) > rank:
        yield f"{path.parts[1]} must not import {'.'.join(other[:2])}, which is above it"
    if rank <= RANK["services"] and _within(target, WEB) and app != "kpi_tracker":
        yield f"{target} belongs to views and what is above them"
    if _within(target, NEVER_IMPORTED):
        yield f"{target} is not used here"


def _rank(parts: tuple[str, ...]) -> int:
    return RANK.get(parts[1], 0)


def _within(target: str, packages: tuple[str, ...]) -> bool:
    return any(target == package or target.startswith(f"{package}.") for package in packages)


def test_the_house_keeps_its_rules() -> None:
    assert len(_sources(ROOT)) > 20, "the rules looked at nothing"
    assert not broken_rules(ROOT), "\n" + "\n".join(broken_rules(ROOT))


@pytest.mark.parametrize(
    ("path", "text", "offence"),
    [
        ("thai/digits.py", "from accounts import roles", "thai must not import accounts"),
        ("accounts/models/user.py", "import indicators.models", "accounts must not import indicators"),
        ("printing/pdf.py", "def f():\n    from indicators.models import Plan", "must not import indicators"),
        ("printing/pdf.py", "from accounts.models import User", "printing must not import accounts"),
        ("indicators/views/x.py", "from innovation.models import Idea", "must not import innovation"),
        ("innovation/apps.py", "from kpi_tracker import settings", "must not import kpi_tracker"),
        ("indicators/services/x.py", "from indicators.views import x", "which is above it"),
        ("indicators/selectors/x.py", "from ..services.audit import add", "which is above it"),
        ("indicators/models/plan.py", "from indicators import permissions", "which is above it"),
        ("indicators/scoring.py", "from .models import Plan", "which is above it"),
        ("indicators/forms/x.py", "from ..urls import urlpatterns", "which is above it"),
        ("indicators/services/x.py", "from django.shortcuts import redirect", "belongs to views"),
        ("printing/pdf.py", "from django import http", "belongs to views"),
        ("accounts/permissions.py", "import django.views.generic", "belongs to views"),
        ("accounts/models/user.py", "from django.db.models.signals import post_save", "not used here"),
        ("accounts/apps.py", "from django.dispatch import receiver", "not used here"),
        ("kpi_tracker/urls.py", "from django.contrib import admin", "not used here"),
        ("thai/templatetags/x.py", "from django.utils.safestring import mark_safe as m", "not used here"),
        (
            "thai/templatetags/x.py",
            "from django.utils import safestring\nsafestring.mark_safe('')",
            "mark_safe",
        ),
        ("indicators/views/x.py", "@csrf_exempt\ndef view(request): ...", "csrf_exempt"),
        ("indicators/selectors/x.py", "Plan.objects.raw('select 1')", "raw() is not used here"),
        (
            "thai/templatetags/x.py",
            "from django.utils.safestring import SafeString\nSafeString('')",
            "SafeString()",
        ),
        ("printing/templates/printing/x.html", "{{ text | safe }}", "safe in a template"),
        ("templates/x.html", "{{ text|safe }}", "|safe in a template"),
        ("indicators/templates/x.html", "{% autoescape off %}", "autoescape off in a template"),
        ("templates/x.html", '<p style="color: red">', "style= in a template"),
        ("templates/x.html", '<p onclick="go()">', "in a template"),
        ("thai/digits.py", "x = 1\n" * 301, "more than 300 lines"),
        ("tests/test_x.py", "x = 1\n" * 301, "more than 300 lines"),
        ("templates/x.html", "<p>\n" * 121, "more than 120 lines"),
    ],
)
def test_a_planted_offender_is_found(tmp_path: Path, path: str, text: str, offence: str) -> None:
    _plant(tmp_path, path, text)
    assert [found for found in broken_rules(tmp_path) if path in found and offence in found]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("kpi_tracker/urls.py", "from innovation import urls\nfrom django.shortcuts import redirect"),
        ("indicators/urls.py", "from indicators.views import plan"),
        ("indicators/views/plan.py", "from django.http import HttpResponse\nfrom ..services import plan"),
        (
            "indicators/services/plan.py",
            "from . import audit\nfrom ..models import Plan\nfrom printing import pdf",
        ),
        ("indicators/models/plan.py", "from .year import Year\nfrom accounts.models import Agency"),
        ("templates/x.html", "{{ text|safely }} {{ font }} {{ one }} <p data-style='x'>\n" * 120),
        ("printing/templates/printing/x.html", "<style>p { color: black }</style>"),
        (
            "thai/templatetags/x.py",
            "from django.utils.safestring import SafeString\ndef f() -> SafeString: ...",
        ),
        ("thai/migrations/0001_initial.py", "x = 1\n" * 400),
    ],
)
def test_what_is_allowed_passes(tmp_path: Path, path: str, text: str) -> None:
    _plant(tmp_path, path, text)
    assert broken_rules(tmp_path) == []


def _plant(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True)
    (root / path).write_text(text)
