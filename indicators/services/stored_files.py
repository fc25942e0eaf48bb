"""The row of a file that the store keeps."""

from __future__ import annotations

from indicators.files.store import Received
from indicators.models import StoredFile


def as_sent(received: Received) -> dict[str, str]:
    """For the event that tells of the file: the hash of what was sent, where a picture was drawn anew."""
    sent = received.sent_sha256
    return {"sent_sha256": sent} if sent and sent != received.sha256 else {}


def row_of(received: Received) -> StoredFile:
    """The one row of these bytes, made when they are new."""
    file, _created = StoredFile.objects.get_or_create(
        sha256=received.sha256,
        defaults={
            "size": received.size,
            "extension": received.extension,
            "content_type": received.content_type,
        },
    )
    return file
