"""Where mails go and what their links begin with, as the environment says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

READ = (
    "import json; from kpi_tracker import settings as s;"
    "names = ['SITE_URL', 'EMAIL_BACKEND', 'EMAIL_HOST', 'EMAIL_PORT', 'EMAIL_HOST_USER', 'EMAIL_HOST_PASSWORD'];"
    "print(json.dumps([getattr(s, name) for name in [*names, 'EMAIL_USE_TLS']]))"
)
BACKENDS = "django.core.mail.backends"


def settings_with(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in {"DEBUG", "HTTPS", "EMAIL_URL", "SITE_URL"}
    }
    return subprocess.run(
        [sys.executable, "-c", READ],
        env={**kept, "VAR_DIR": str(tmp_path), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        (
            {"DEBUG": "1"},
            ["http://localhost:8000", f"{BACKENDS}.console.EmailBackend", "localhost", 25, "", "", False],
        ),
        (
            {
                "ALLOWED_HOSTS": "kpi.bangkok.go.th,localhost",
                "EMAIL_URL": "smtp+tls://kpi:p%40ss@mail.bangkok.go.th:587",
            },
            [
                *("https://kpi.bangkok.go.th", f"{BACKENDS}.smtp.EmailBackend", "mail.bangkok.go.th", 587),
                *("kpi", "p@ss", True),
            ],
        ),
        (
            {"SITE_URL": "https://kpi.example/"},
            ["https://kpi.example", f"{BACKENDS}.smtp.EmailBackend", "localhost", 25, "", "", False],
        ),
    ],
)
def test_mail_is_set_by_the_environment(tmp_path: Path, variables: dict[str, str], expected: list[object]) -> None:
    process = settings_with(tmp_path, **variables)
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout) == expected


@pytest.mark.parametrize("address", ["kpi.bangkok.go.th", "https://kpi.bangkok.go.th/app", "ftp://kpi"])
def test_an_address_that_links_cannot_begin_with_is_refused_at_start(tmp_path: Path, address: str) -> None:
    process = settings_with(tmp_path, SITE_URL=address)
    assert process.returncode == 1
    assert "SITE_URL must be http:// or https://" in process.stderr
