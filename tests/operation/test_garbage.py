"""A process that answers requests looks seldom for garbage."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpi_tracker.operation.garbage import YOUNG

ASK = "import gc; {load}; print(gc.get_threshold()[0] == {young}, gc.get_freeze_count() > 10_000)"


@pytest.mark.long
@pytest.mark.parametrize(("load", "told"), [("import kpi_tracker.wsgi", "True True"), ("pass", "False False")])
def test_the_web_server_does_and_another_process_does_not(tmp_path: Path, load: str, told: str) -> None:
    asked = subprocess.run(
        [sys.executable, "-c", ASK.format(load=load, young=YOUNG)],
        env=os.environ | {"DEBUG": "1", "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "kpi_tracker.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.splitlines()[-1] == told
