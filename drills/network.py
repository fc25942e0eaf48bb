"""A network of machines on this machine: each a namespace with its address, all on one bridge. For root."""

import contextlib
import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

_CLONE_NEWNET = 0x40000000
Place = tuple[str, str]


class Network:
    """`places`: name to (namespace, address)."""

    def __init__(self, tag: str, names: tuple[str, ...]) -> None:
        self.lan = f"{tag}-lan"
        self.places = {name: (f"{tag}-{name}", f"10.77.0.{number}") for number, name in enumerate(names, 1)}

    def build(self) -> None:
        self._add(self.lan)
        _ip("-n", self.lan, "link", "add", "lan", "type", "bridge")
        _ip("-n", self.lan, "link", "set", "lan", "up")
        for name, (namespace, address) in self.places.items():
            self._add(namespace)
            peer = ["peer", "name", "eth0", "netns", namespace]
            _ip("-n", self.lan, "link", "add", "name", f"to-{name}", "type", "veth", *peer)
            _ip("-n", self.lan, "link", "set", "dev", f"to-{name}", "master", "lan", "up")
            _ip("-n", namespace, "address", "add", f"{address}/24", "dev", "eth0")
            _ip("-n", namespace, "link", "set", "eth0", "up")

    def cut(self, name: str) -> None:
        """Nothing reaches that machine any more, and nobody is told."""
        _ip("-n", self.lan, "link", "set", "dev", f"to-{name}", "nomaster")

    def mend(self, name: str) -> None:
        _ip("-n", self.lan, "link", "set", "dev", f"to-{name}", "master", "lan")

    def move_in(self, name: str) -> None:
        """From now on this process is at that place; what it starts is, too."""
        descriptor = os.open(f"/run/netns/{self.places[name][0]}", os.O_RDONLY)
        if ctypes.CDLL(None, use_errno=True).setns(descriptor, _CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")
        os.close(descriptor)

    def tear_down(self) -> None:
        for namespace in (self.lan, *(namespace for namespace, _ in self.places.values())):
            with contextlib.suppress(subprocess.CalledProcessError):
                _ip("netns", "delete", namespace)

    def _add(self, namespace: str) -> None:
        _ip("netns", "add", namespace)
        _ip("-n", namespace, "link", "set", "lo", "up")


@contextmanager
def network(*names: str) -> Iterator[Network]:
    made = Network(f"kpi{os.getpid()}", names)
    try:
        made.build()
        yield made
    finally:
        made.tear_down()


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)
