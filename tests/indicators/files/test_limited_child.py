"""A child process answers within its limits, or it is said how it failed; the parent goes on."""

import logging
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from indicators.files.limited_child import ChildFailed, Limits, Reason, run_limited
from tests.indicators.files import children

AMPLE = Limits(memory=512 * 1024 * 1024, cpu=10, wall=20)


def test_it_gives_back_what_the_function_returns():
    assert run_limited(children.add, 2, 3, limits=AMPLE) == {"sum": 5}
    assert run_limited(children.say_in_thai, limits=AMPLE) == "ไทย"


def test_each_call_has_a_process_of_its_own():
    ids = [run_limited(children.process_id, limits=AMPLE) for _ in range(3)]
    assert len({*ids, os.getpid()}) == 4


def test_several_threads_get_their_own_answers():
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: run_limited(children.add, n, n, limits=AMPLE), range(24)))
    assert [answer["sum"] for answer in answers] == [2 * n for n in range(24)]


@pytest.mark.parametrize(
    ("function", "limits", "reason"),
    [
        (children.spin, Limits(memory=AMPLE.memory, cpu=1, wall=20), Reason.TIME),
        (children.sleep, Limits(memory=AMPLE.memory, cpu=5, wall=0.5), Reason.TIME),
        (children.stop_in_the_middle_of_the_reply, Limits(memory=AMPLE.memory, cpu=5, wall=1), Reason.TIME),
        (children.crash, AMPLE, Reason.CRASH),
        (children.abort, AMPLE, Reason.CRASH),
        (children.die_quietly, AMPLE, Reason.CRASH),
        (children.be_killed, AMPLE, Reason.CRASH),
        (children.fail, AMPLE, Reason.CRASH),
        (children.reply_with_a_pickle, AMPLE, Reason.CRASH),
        (children.reply_without_end, AMPLE, Reason.CRASH),
        (children.reply_of_another_make, AMPLE, Reason.CRASH),
        (children.answer_what_is_no_json, AMPLE, Reason.CRASH),
    ],
)
def test_a_child_that_fails_says_how(function, limits, reason):
    start = time.monotonic()
    with pytest.raises(ChildFailed) as failure:
        run_limited(function, limits=limits)
    assert failure.value.reason is reason
    assert time.monotonic() - start < limits.wall + 4
    assert run_limited(children.add, 1, 1, limits=AMPLE) == {"sum": 2}


def test_memory_is_limited_and_without_the_limit_it_is_not():
    narrow = Limits(memory=100 * 1024 * 1024, cpu=10, wall=20)
    assert run_limited(children.take_memory, 200, limits=AMPLE) == 200 * 1024 * 1024
    with pytest.raises(ChildFailed) as failure:
        run_limited(children.take_memory, 200, limits=narrow)
    assert failure.value.reason is Reason.MEMORY


def test_a_child_cannot_write_to_files(tmp_path):
    with pytest.raises(ChildFailed):
        run_limited(children.write_a_file, str(tmp_path / "x"), limits=AMPLE)
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0


def test_an_error_in_the_child_is_in_the_log(caplog):
    with caplog.at_level(logging.ERROR), pytest.raises(ChildFailed):
        run_limited(children.fail, limits=AMPLE)
    assert "LookupError: no such thing" in caplog.text


def test_no_child_at_all_is_told_apart(monkeypatch):
    def no_more(*_arguments):
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("multiprocessing.context.ForkServerProcess.start", no_more)
    with pytest.raises(ChildFailed) as failure:
        run_limited(children.add, 1, 1, limits=AMPLE)
    assert failure.value.reason is Reason.START
