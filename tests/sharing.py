"""How `pytest -n 3` shares the tests between its workers: the longest first, so that no worker is left alone with
them at the end.

Together on one worker, one after the other, run
- all files with races (`many_writers`): two at once would disturb each other;
- all other files with tests that start processes (`processes`), for the same reason; with them those whose writers
  are no race (`many_writers(beside="processes")`);
- the tests of a file in which any drives a Chromium (`browser`);
- the tests of a file, or of a folder, if they share what is made once for it;
- the short tests of any other file.
Every other long test is a piece of its own.

The first worker takes what drives a Chromium, the others the rest, and what is left when they are done: a browser
waits for two thirds of its time, and three that wait at once leave the processors idle.

Not by the marker `xdist_group`: pytest-xdist 3.8 does not see it under pytest 9.2, and says nothing.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

# What comes first; each worker begins with one of the first.
_RACES, _PROCESSES, _BROWSER, _LONG, _SHORT = range(5)
_ALONE = {_RACES: "races", _PROCESSES: "processes"}
_PLACES = {"many_writers": _RACES, "processes": _PROCESSES, "browser": _BROWSER, "long": _LONG}
_FIRST = "gw0"


def _told(worker: str) -> Path:
    """Where a worker tells the group of each test: whoever shares them out knows only their names."""
    return Path(os.environ["KPI_TRACKER_TEST_DIR"]) / f"groups-{worker}.json"


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Put files with long tests in front, and tell the group that each test runs in."""
    yield  # pytest-django has its own order, and puts what commits last: just the races and the browser
    files: dict[Path, list[pytest.Item]] = defaultdict(list)
    for item in items:
        files[item.path].append(item)
    places = {path: _place(of_file) for path, of_file in files.items()}
    items.sort(key=lambda item: places[item.path])
    if hasattr(config, "workerinput"):
        groups = {item.nodeid: _group(item, places[item.path]) for item in items}
        browsing = {groups[item.nodeid] for item in items if places[item.path] == _BROWSER}
        told = {"groups": groups, "browsing": sorted(browsing)}
        _told(config.workerinput["workerid"]).write_text(json.dumps(told))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    config.option.loadscopereorder = False  # the order is ours
    return InGroups(config, log)


class InGroups(LoadScopeScheduling):
    """Gives each worker a group when it is nearly done with the last one."""

    @cached_property
    def _of_collection(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(_told(_FIRST).read_text())
        return told

    def _split_scope(self, nodeid: str) -> str:
        return str(self._of_collection["groups"][nodeid])

    def _assign_work_unit(self, node: WorkerController) -> None:
        """The next group of the kind that is this worker's; any when there is none."""
        browsing = self._of_collection["browsing"]
        for group in self.workqueue:
            if (group in browsing) == (node.gateway.id == _FIRST):
                self.workqueue.move_to_end(group, last=False)
                break
        super()._assign_work_unit(node)


def _place(of_file: list[pytest.Item]) -> int:
    marked = [place for marker, place in _PLACES.items() if any(item.get_closest_marker(marker) for item in of_file)]
    return min(marked, default=_SHORT)


def _group(item: pytest.Item, place: int) -> str:
    """Tests of equal groups run together."""
    if place in _ALONE:
        writers = item.get_closest_marker("many_writers")
        return writers.kwargs.get("beside", _ALONE[place]) if writers else _ALONE[place]
    scopes = _scopes(item)
    if "package" in scopes:
        return str(item.path.parent.relative_to(item.config.rootpath))
    if place == _LONG and item.get_closest_marker("long") and "module" not in scopes:
        return item.nodeid
    return str(item.path.relative_to(item.config.rootpath))


def _scopes(item: pytest.Item) -> set[str]:
    """For how many tests what the test asks for is made."""
    definitions = item._fixtureinfo.name2fixturedefs.values()  # type: ignore[attr-defined]
    return {definition[-1].scope for definition in definitions}
