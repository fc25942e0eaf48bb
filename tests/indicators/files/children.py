"""What a child process may be given to do by the tests: by name, as a child imports it afresh."""

import ctypes
import hashlib
import os
import signal
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

from PIL import Image


def add(first, second):
    return {"sum": first + second}


def say_in_thai():
    return "ไทย"


def process_id():
    return os.getpid()


def take_memory(megabytes):
    return len(bytearray(megabytes * 1024 * 1024))


def spin():
    while True:
        hashlib.sha256(b"x" * 1000).digest()


def sleep():
    time.sleep(60)


def crash():
    ctypes.string_at(0)


def abort():
    os.abort()


def die_quietly():
    os._exit(0)


def be_killed():
    os.kill(os.getpid(), signal.SIGTERM)


def fail():
    raise LookupError("no such thing")


def answer_what_is_no_json():
    return object()


def write_a_file(path):
    Path(path).write_bytes(b"x")
    return "written"


def decode_without_a_look_at_the_size(path):
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(path) as image:
        image.load()
    return "decoded"


def _answer_with(sent):
    """From now on this process answers its parent with the bytes `sent` in place of its reply."""

    def send_bytes(connection, _reply):
        os.write(connection.fileno(), sent)
        if sent.endswith(b"..."):
            time.sleep(60)

    Connection.send_bytes = send_bytes


def stop_in_the_middle_of_the_reply():
    _answer_with((100).to_bytes(4) + b"...")


def reply_with_a_pickle():
    _answer_with((9).to_bytes(4) + b"\x80\4\x95pickle")


def reply_without_end():
    _answer_with((2**31 - 1).to_bytes(4) + b"x")


def reply_of_another_make():
    _answer_with((13).to_bytes(4) + b'["result", 1]')


class Ignoring:
    """`function`, called without the arguments that it is given."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *_arguments):
        return self.function()


def receive_files(evidence_dir, content, name, times):
    """A worker of its own that receives the same file in `times` threads."""
    store = _store(evidence_dir)
    threads = [threading.Thread(target=store.receive, args=([content], name)) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def receive_and_die_before_the_rename(evidence_dir, content):
    """A worker that loses its power when the file is written and has no place yet."""
    store = _store(evidence_dir)
    store.os.replace = lambda *_places: os._exit(9)
    store.receive([content], "ภาพ.png")


def _store(evidence_dir):
    from django.conf import settings

    settings.configure(EVIDENCE_DIR=evidence_dir, FILES_STORE="folder", USE_I18N=False)
    from indicators.files import store

    return store
