"""Run one function in a fresh child process that cannot take more than its share.

Files come from outside, and the libraries that open them are C: a child that crashes, loops or fills its
memory must cost the parent nothing but the answer. Children are forked from the standard library's fork
server, so each starts clean and carries no database connection, lock or thread of the web process.

The fork server is started by the first call, once per process; what it preloads is the caller's affair
(`multiprocessing.set_forkserver_preload`). A child imports what is missing: correct, only slower.
"""

import json
import logging
import multiprocessing
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import Any

logger = logging.getLogger(__name__)

# A reply is a short verdict. Read no more from a child that a hostile file may have taken over.
_MAX_REPLY_BYTES = 64 * 1024


class Reason(StrEnum):
    """How a child failed. `START`: none could be started, which is no fault of what it was given."""

    MEMORY = "memory"
    TIME = "time"
    CRASH = "crash"
    START = "start"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may take.

    `memory`: bytes of address space on top of what is mapped when it starts (libraries that the shared fork
    server holds for others must not be counted against it). `cpu`: seconds of processor time.
    `wall`: seconds until the parent stops waiting and kills it. `written`: bytes up to which it may write a file;
    0: none.
    """

    memory: int
    cpu: int
    wall: float
    written: int = 0


class ChildFailed(Exception):
    """The child gave no answer; `reason` says how it failed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


def run_limited(function: Callable[..., Any], *arguments: Any, limits: Limits) -> Any:
    """What `function(*arguments)` returns, worked out in a child process.

    `function` must be importable by name, its arguments picklable, its result fit for JSON: the reply is read
    as JSON and never unpickled, so that a child taken over by its input cannot reach into the parent.
    Raises ChildFailed when the child crashes, raises, or meets a limit. Safe to call from several threads.
    """
    context = multiprocessing.get_context("forkserver")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(sender, limits, function, arguments), daemon=True)
    with receiver:
        try:
            process.start()
        except (OSError, EOFError) as error:
            logger.exception("no child process could be started")
            raise ChildFailed(Reason.START) from error
        finally:
            sender.close()
        # A clock of its own: a child may also stop in the middle of its reply.
        clock = threading.Timer(limits.wall, process.kill)
        clock.start()
        try:
            reply = _reply(receiver)
            process.join(2)
        finally:
            clock.cancel()
            if process.exitcode is None:
                process.kill()
                process.join()
    if reply is None:
        slow = process.exitcode in (-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGALRM)
        raise ChildFailed(Reason.TIME if slow else Reason.CRASH)
    if "result" in reply:
        return reply["result"]
    if reply["failed"] == Reason.MEMORY:
        raise ChildFailed(Reason.MEMORY)
    logger.error("a child process failed: %r", reply.get("error"))
    raise ChildFailed(Reason.CRASH)


def _reply(receiver: Connection) -> dict[str, Any] | None:
    """The child's reply; None when it died without one, or said what no child of ours says."""
    try:
        reply = json.loads(receiver.recv_bytes(_MAX_REPLY_BYTES))
    except (EOFError, OSError, ValueError, RecursionError):
        return None
    return reply if isinstance(reply, dict) and ("failed" in reply or "result" in reply) else None


def _child(sender: Connection, limits: Limits, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """The whole life of a child: take on the limits, work, say the outcome."""
    try:
        _take_on(limits)
        reply = {"result": function(*arguments)}
    except MemoryError:
        reply = {"failed": Reason.MEMORY}
    except BaseException as error:
        reply = {"failed": Reason.CRASH, "error": f"{type(error).__name__}: {error}"[:1000]}
    sender.send_bytes(json.dumps(reply).encode())
    sender.close()
    # The libraries' own tidying up at exit has nothing to keep, and half-read files make some of them crash.
    sys.stderr.flush()
    os._exit(0)


def _take_on(limits: Limits) -> None:
    """Limit this process for good: memory, processor time, what it may write, no core file."""
    with open("/proc/self/statm") as statm:
        mapped = int(statm.read().split()[0]) * resource.getpagesize()
    for kind, amount in (
        (resource.RLIMIT_AS, mapped + limits.memory),
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, limits.written),
    ):
        resource.setrlimit(kind, (amount, amount))
    # Should the parent die first, nobody would kill a child that sleeps.
    signal.alarm(int(limits.wall) + 5)
