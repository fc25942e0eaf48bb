"""What machines ask; who is signed in makes no difference."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tests.access.scene import Scene


class OperationScene:
    def prepare(self, address: str, state: str) -> None:
        """Nothing to make."""

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        """Where to send it; nothing is sent along."""
        return reverse(address), {}


def build(scene: Scene) -> OperationScene:
    return OperationScene()
