"""Each measurement and each drill starts in a process of its own, and sets Django up by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

# Loaded by a server of theirs that has been set up: addresses, a guard that is taken away, a warm worker.
LOADED_LATER = {"benchmarks.urls", "drills.unguarded", "drills.warmed"}


def test_none_needs_django_before_it_has_set_it_up() -> None:
    files = [file for folder in ("benchmarks", "drills") for file in Path(settings.BASE_DIR, folder).glob("[!_]*.py")]
    names = sorted({f"{file.parent.name}.{file.stem}" for file in files} - LOADED_LATER)
    assert len(names) > 40
    environ = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-c", f"import {', '.join(names)}"]
    ended = subprocess.run(command, cwd=settings.BASE_DIR, env=environ, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr.splitlines()[-1]
