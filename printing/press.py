"""This process's line to its press, started when first needed and again when it has died.

Why not multiprocessing's "forkserver": it imports the caller's `__main__` (gunicorn, pytest) into every
child, cannot be reached from a process that was forked after it started, and hands on the environment.
Why not a thread pool: a document that runs wild can only be stopped together with its process.
"""

import atexit
import contextlib
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

from printing.press_process import TRAILER

_ROOT = Path(__file__).resolve().parent.parent
# All that the press is told of the world: no settings, no secrets; one seed, so that sets come in one order.
_KEPT = ("PATH", "TMPDIR", "LD_LIBRARY_PATH")
_ENVIRONMENT = {"LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONPATH": str(_ROOT)}


class PressGone(ConnectionError):
    """The press, or the child that printed, went away without a word."""


class Press:
    """Safe for threads; a forked process starts a press of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.close)

    @property
    def pid(self) -> int | None:
        """The press's process id; None before the first order."""
        return self._process.pid if self._process else None

    def order(self, request: bytes, *, patience: float) -> tuple[bytes, int]:
        """What the printer answered, and its wait status.

        Raises PressGone when the press died twice, TimeoutError when nothing came for `patience` seconds.
        """
        try:
            return self._ask(request, patience)
        except PressGone:
            return self._ask(request, patience)

    def close(self) -> None:
        """End the press; documents being printed are still finished."""
        with self._lock:
            if self._control:
                self._control.close()
            if self._process:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(timeout=5)
                if self._process.returncode is None:
                    self._process.kill()
                    self._process.wait()
            self._process = self._control = None

    def _ask(self, request: bytes, patience: float) -> tuple[bytes, int]:
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._hand_over(theirs)
            ours.settimeout(patience)
            try:
                ours.sendall(request)
                ours.shutdown(socket.SHUT_WR)
                answer = bytearray()
                while chunk := ours.recv(1 << 20):
                    answer += chunk
            except TimeoutError:
                raise
            except OSError as error:
                raise PressGone(str(error)) from error
        body, trailer, status = bytes(answer).rpartition(TRAILER)
        if not trailer or len(status) != 4:
            raise PressGone("the press ended before the document did")
        return body, int.from_bytes(status, "big")

    def _hand_over(self, order: socket.socket) -> None:
        with self._lock:
            if self._process is None or self._control is None or self._process.poll() is not None:
                self._start()
            assert self._control is not None
            try:
                socket.send_fds(self._control, [b"o"], [order.fileno()])
            except OSError:
                self._start()
                socket.send_fds(self._control, [b"o"], [order.fileno()])

    def _start(self) -> None:
        if self._control:
            self._control.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "printing.press_process", str(theirs.fileno())],
                env=kept | _ENVIRONMENT,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )

    def _forget(self) -> None:
        """In a forked child: the press belongs to the parent, and the lock may be held by a thread left behind."""
        if self._process:
            self._process.returncode = 0  # not ours to wait for
        if self._control:
            self._control.close()
        self._lock = threading.Lock()
        self._process = self._control = None


press = Press()
