"""The account and notices of everybody in the scene, and two addresses of calendars: one that opens, one removed."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from indicators.services import notices
from tests.access.scene import Scene

RIGHT = {"email": "somchai@bangkok.go.th", "phone": "", "waiting": "on", "first_days": "7", "last_days": "1"}
WRONG = {"email": "somchai", "phone": "", "first_days": "1", "last_days": "7"}


class NoticesScene:
    def __init__(self, scene: Scene) -> None:
        gone = notices.renew_calendar(scene.author)
        self.tokens = {"open": notices.renew_calendar(scene.author), "removed": gone}

    def prepare(self, address: str, state: str) -> None:
        """All of it is there."""

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        """Where to send it and a form that would do, or would not in the state "wrong"."""
        token = [self.tokens[state]] if address == "calendar-feed" else []
        return reverse(address, args=token), dict(WRONG if state == "wrong" else RIGHT)


def build(scene: Scene) -> NoticesScene:
    return NoticesScene(scene)
