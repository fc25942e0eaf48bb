"""Runs the drills named, or all, one after another, and prints a table. Exit 1 unless all pass, all controls fail."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
STEMS = sorted((path.stem for path in HERE.glob("f[0-9]*.py")), key=lambda stem: int(stem[1:].split("_")[0]))
ALL = {stem.split("_")[0].upper(): stem for stem in STEMS}
MOST_SECONDS = 600  # for one that hangs; alone on two cores none takes 120


def run(module: str) -> dict[str, object]:
    """The last line that the drill prints is its outcome."""
    command = [sys.executable, "-m", f"drills.{module}"]
    process = subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=MOST_SECONDS)
        return json.loads(output.splitlines()[-1])
    except (subprocess.TimeoutExpired, IndexError, ValueError):
        return {"passed": False, "control_failed": False, "figures": "ended without an outcome"}
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # what it started, it alone
        process.wait()


def main(names: list[str]) -> int:
    unknown = [name for name in names if name.upper() not in ALL]
    if unknown:
        sys.exit(f"no drill {', '.join(unknown)}; there are {', '.join(ALL)}")
    is_well = True
    for name in map(str.upper, names or ALL):
        began = time.monotonic()
        told = run(ALL[name])
        is_well &= bool(told["passed"]) and bool(told["control_failed"])
        passed = "passed" if told["passed"] else "NOT PASSED"
        control = "control failed" if told["control_failed"] else "CONTROL PASSED"
        print(f"{name:4} {passed:10}  {control:14}  {time.monotonic() - began:4.0f} s  {told['figures']}", flush=True)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
