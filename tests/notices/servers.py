"""Mail servers that misbehave, as e-mail backends."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail.backends.locmem import EmailBackend


class Lost(EmailBackend):
    """Nobody answers."""

    tried: list[str] = []

    def open(self) -> bool:
        self.tried.append("open")
        raise ConnectionRefusedError(111, "Connection refused")


class Picky(EmailBackend):
    """Refuses one address and takes the others."""

    refused = ""

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            if self.refused in message.to:
                raise SMTPRecipientsRefused({self.refused: (550, b"No such user")})
        return super().send_messages(messages)
