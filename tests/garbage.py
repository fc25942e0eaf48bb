"""Python's garbage collector, told what a test run is like.

Thousands of collected tests and a loaded Django live to the end of the run, and by default the collector goes through
all of them again and again: a third of the time of the migrations, a fourteenth of most tests.
"""

import gc

import pytest


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()  # while tests are collected, nearly all that is made stays


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    gc.enable()
    gc.collect()
    gc.freeze()  # what is here now stays: it is not looked at again
    gc.set_threshold(20_000, 20, 100)
