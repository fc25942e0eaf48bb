"""A password is checked behind the pages of those who are in, and as Django's hasher would."""

from __future__ import annotations

import os
import threading

import pytest

from kpi_tracker.hashers import NICE, Argon2Owasp, behind


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_it_stands_back_alone() -> None:
    before = niceness()

    assert behind(niceness) == max(NICE, before)
    assert niceness() == before, "who asked is as quick as before"


def test_what_goes_wrong_is_told() -> None:
    def fail() -> None:
        raise MemoryError("19 MiB")

    with pytest.raises(MemoryError, match="19 MiB"):
        behind(fail)


def test_a_password_is_known_again_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []
    monkeypatch.setattr("kpi_tracker.hashers._stand_back", lambda: threads.append(threading.get_native_id()))
    hasher = Argon2Owasp()

    kept = hasher.encode("ฝนตกที่หน้าต่าง-27", "saltsaltsaltsalt")

    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert hasher.verify("ฝนตกที่หน้าต่าง-27", kept)
    assert not hasher.verify("ฝนตกที่หน้าต่าง-28", kept)
    assert len(threads) == 3, "the hash and both checks, each in a thread of its own"
    assert threading.get_native_id() not in threads
