"""What is asked of the search: nothing, every kind, one kind, more than it takes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from tests.access.scene import Scene

ASKED = {"-": {}, "all": {"q": "การ"}, "kind": {"q": "การ", "kind": "document"}, "wrong": {"q": "ก" * 201}}


class SearchScene:
    def prepare(self, address: str, state: str) -> None:
        """Nothing to make."""

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        """Where to send it; the search takes no form."""
        return f"{reverse(address)}?{urlencode(ASKED[state])}", {}


def build(scene: Scene) -> SearchScene:
    return SearchScene()
