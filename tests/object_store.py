"""A server that speaks S3, a process of its own on the loopback: moto's, over HTTP, as any client meets it.

It keeps everything in memory and forgets it at its end. `hold` makes it take connections and say nothing.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from indicators.files.address import Address

_START_SECONDS = 60


class ObjectStore:
    def __init__(self) -> None:
        with socket.socket() as asked:
            asked.bind(("127.0.0.1", 0))
            port = asked.getsockname()[1]
        self.address = Address(f"http://127.0.0.1:{port}", "us-east-1", "evidence", "kpi", "s3cr3t")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        self.process = subprocess.Popen(command, **quiet)
        ends = time.monotonic() + _START_SECONDS
        while not _answers(port):
            if self.process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError("the object store does not start")
            time.sleep(0.1)

    @property
    def client(self) -> Any:
        """Past the product: what an operator, or a fault of the disk, does to the bucket."""
        from indicators.files.bucket import _client  # its library, for those alone who ask

        return _client(self.address)

    def names(self) -> list[str]:
        return [each["Key"] for each in self.client.list_objects_v2(Bucket="evidence").get("Contents", ())]

    def bytes_of(self, key: str) -> bytes:
        return self.client.get_object(Bucket="evidence", Key=key)["Body"].read()

    def write(self, key: str, content: bytes) -> None:
        self.client.put_object(Bucket="evidence", Key=key, Body=content)

    def empty(self) -> None:
        if "evidence" not in [each["Name"] for each in self.client.list_buckets()["Buckets"]]:
            self.client.create_bucket(Bucket="evidence")
        for key in self.names():
            self.client.delete_object(Bucket="evidence", Key=key)

    @contextmanager
    def held(self) -> Iterator[None]:
        os.kill(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process.pid, signal.SIGCONT)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def object_store() -> Iterator[ObjectStore]:
    """One server for a module's tests."""
    store = ObjectStore()
    yield store
    store.kill()


@pytest.fixture
def bucket(object_store: ObjectStore, settings: Any) -> ObjectStore:
    """Files of this test are kept in an empty bucket."""
    object_store.empty()
    settings.FILES_STORE, settings.FILES_BUCKET = "s3", object_store.address
    return object_store


def _answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0
