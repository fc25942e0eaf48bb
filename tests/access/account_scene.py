"""A second step in each state in which it can stand: off and begun for the person who asks, on for somebody else."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts import second_step
from accounts.roles import Role
from tests import make
from tests.access.scene import Scene


class AccountScene:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.other = make.user(Role.OFFICER, scene.agency)
        device = second_step.begin(self.other)
        device.confirmed = True
        device.save()

    def prepare(self, address: str, state: str) -> None:
        """All of it is there."""

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        if address == "user-second-step":
            return reverse(address, args=[self.other.pk]), {}
        # The people of the scene have no password: whoever is refused for that was let in by his role.
        return reverse(address), {"action": "begin", "password": "ไม่ใช่รหัสผ่านนี้แน่"} if state == "wrong" else {}


def build(scene: Scene) -> AccountScene:
    return AccountScene(scene)
