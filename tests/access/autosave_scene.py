"""What scripts of open pages ask, by everybody in the scene; a file is a picture, or none at all."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.access.scene import Scene
from tests.indicators.files import samples


class AutosaveScene:
    def prepare(self, address: str, state: str) -> None:
        """There is nothing to prepare."""

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        """Where to send it, with a file in the state "good"."""
        files = {"attachments": SimpleUploadedFile("ภาพ.png", samples.png())} if state == "good" else {}
        return reverse(address), files


def build(scene: Scene) -> AutosaveScene:
    return AutosaveScene()
