"""The press: a process that has loaded WeasyPrint and prints each document in a fresh, limited child.

One order is one connected socket, handed over by `printing.press`. The press forks a watcher for it, the
watcher forks the printer; nothing of a document ever enters the press itself, so a bad one harms nobody.

    order    JSON {"work", "limits": {"memory", "cpu", "wall"}, ...}, then end of file; with the work
             "typeset" {"html", "stylesheets", "identifier", "pictures": {key: base64}}, answered by a PDF,
             "picture" {"content": base64}, answered by that picture fit to print
    answer   from the printer: OK followed by the bytes, or FAILED followed by JSON {"kind", "detail"};
             from the watcher, last: TRAILER, the printer's wait status in four bytes

The kernel keeps the limits: address space and processor time by rlimit, the wall clock by SIGALRM, whose
default action ends even a process that is stuck in C code. No Django here, and no secrets: see `press.py`.
"""

import base64
import gc
import json
import os
import resource
import signal
import socket
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any, NoReturn

_ROOM_TO_TELL = 50_000_000
OK, FAILED, TRAILER = b"P", b"F", b"KPI-END:"
NO_ROOM = 75  # the printer's exit code when it had no memory left even to tell so


def main(control_fd: int) -> None:
    """Serve orders until the other end of the control socket is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the server, which closes us
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps the watchers
    control = socket.socket(fileno=control_fd)
    with tempfile.TemporaryDirectory(prefix="kpi-press-") as directory:
        trouble = _warm_up(Path(directory))
        while True:
            message, descriptors, _flags, _address = socket.recv_fds(control, 1, 1)
            if not message:
                return
            for descriptor in descriptors:
                if os.fork() == 0:
                    try:
                        control.close()
                        _watch(socket.socket(fileno=descriptor), trouble)
                    finally:  # nothing may climb out of a child: it would tidy up the press's own files
                        os._exit(1)
                os.close(descriptor)


def _leave(_signal: int, _frame: object) -> NoReturn:
    """A service that is stopped ends its whole group: go, but take the directory of fonts along."""
    raise SystemExit(0)


def _warm_up(directory: Path) -> str:
    """Load fonts, WeasyPrint and the style sheet; return what went wrong, or ''."""
    try:
        from printing import fonts

        # WeasyPrint reads it while it is imported, and must never see the machine's own fonts.
        os.environ["FONTCONFIG_FILE"] = str(fonts.lay_out(directory))
        import printing.picture_file
        import printing.typeset  # noqa: F401
    except Exception:
        return traceback.format_exc(limit=-3)
    gc.collect()
    gc.freeze()
    return ""


def _watch(order: socket.socket, trouble: str) -> None:
    """Print one order in a child and add to its answer how it ended."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    printer = os.fork()
    if printer == 0:
        _print(order, trouble)
        os._exit(0)
    _pid, status = os.waitpid(printer, 0)
    order.sendall(TRAILER + status.to_bytes(4, "big"))


def _print(order: socket.socket, trouble: str) -> None:
    try:
        request = json.loads(_received(order))
        answer = FAILED + _failure("broken", trouble) if trouble else _printed(request)
        order.sendall(answer)
    except BaseException as failure:
        # Room to tell what happened, when it was room that lacked.
        memory, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        try:
            order.sendall(FAILED + _failure(_kind(failure, memory), _told(failure)))
        except MemoryError:
            os._exit(NO_ROOM)


def _received(order: socket.socket) -> bytes:
    with order.makefile("rb") as file:
        return file.read()


def _printed(request: dict[str, Any]) -> bytes:
    from printing.picture_file import printable
    from printing.typeset import typeset

    _limit(**request.pop("limits"))
    gc.disable()  # one document and the process ends; collecting costs a tenth of the time
    if request.pop("work") == "picture":
        return OK + printable(base64.b64decode(request["content"]))
    pictures = {key: base64.b64decode(content) for key, content in request.pop("pictures").items()}
    return OK + typeset(**request, pictures=pictures)


def _limit(memory: int, cpu: int, wall: float) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory + _ROOM_TO_TELL))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, wall)


def _kind(failure: BaseException, memory: int) -> str:
    if isinstance(failure, MemoryError):
        return "memory"
    if isinstance(failure, RecursionError):
        return "nested"
    if type(failure).__name__ == "FatalURLFetchingError":
        return "outside"
    # A C library that gets no memory may fail in any way; what tells is that the limit was reached.
    return "memory" if memory != resource.RLIM_INFINITY and _peak() > 0.9 * memory else "other"


def _peak() -> int:
    """The most address space this process has had, in bytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmPeak:")[1].split()[0]) * 1024


def _told(failure: BaseException) -> str:
    return "".join(traceback.format_exception(failure, limit=-2)).strip()[-2000:]


def _failure(kind: str, detail: str) -> bytes:
    return json.dumps({"kind": kind, "detail": detail}).encode()


if __name__ == "__main__":
    main(int(sys.argv[1]))
