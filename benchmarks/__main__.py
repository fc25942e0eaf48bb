"""`make bench`, `make bench-full`: measures, prints the table of goals, keeps the numbers.

They are kept as JSON in VAR_DIR/bench/results.json, with the machine and the commit. A scenario measured alone
(`make bench ONLY=storm`) replaces its own part of what was kept on the same commit.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from benchmarks.cities import FOLDER
from benchmarks.goals import table
from benchmarks.scenarios import FULL, QUICK, SCENARIOS

RESULTS = FOLDER / "results.json"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("only", nargs="*", help="all of them unless some are named")
    parser.add_argument("--full", action="store_true", help="a city of Bangkok's size and a country's, more rounds")
    given = parser.parse_args()
    if unknown := set(given.only) - set(SCENARIOS):
        parser.error(f"no scenario {', '.join(sorted(unknown))}; there are {', '.join(SCENARIOS)}")
    kept = measured(given.only or list(SCENARIOS), is_full=given.full)
    print(table(kept["ratios"]))
    if kept["failed"]:
        sys.exit(f"not measured: {', '.join(kept['failed'])}")


def measured(names: list[str], *, is_full: bool) -> dict[str, Any]:
    """Runs the scenarios; what one cannot measure does not keep the others from it."""
    about = machine() | {"size": "full" if is_full else "quick"}
    kept: dict[str, Any] = {"machine": about, "ratios": {}, "numbers": {}, "failed": []}
    if RESULTS.exists() and (earlier := json.loads(RESULTS.read_text())).get("machine") == about:
        kept = earlier | {"failed": []}
    for name in names:
        began = time.monotonic()
        try:
            ratios, numbers = SCENARIOS[name](FULL if is_full else QUICK)
        except (subprocess.CalledProcessError, OSError, ValueError, KeyError, ZeroDivisionError):
            traceback.print_exc()
            kept["failed"].append(name)
            continue
        print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
        kept["ratios"] |= ratios
        kept["numbers"][name] = numbers
        FOLDER.mkdir(parents=True, exist_ok=True)
        RESULTS.write_text(json.dumps(kept, indent=2, ensure_ascii=False))
    return kept


def machine() -> dict[str, str]:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    models = [line for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")]
    return {
        "commit": commit.stdout.strip(),
        "cores": str(os.cpu_count()),
        "processor": models[0].partition(":")[2].strip() if models else "",
        "python": platform.python_version(),
        "system": platform.platform(),
    }


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


if __name__ == "__main__":
    main()
