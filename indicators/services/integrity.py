"""Whether what is kept is still what was kept: files against their hashes, revisions, the audit chain, orphans."""

from __future__ import annotations

from indicators.files import store
from indicators.models import StoredFile
from indicators.services.audit import broken_links
from indicators.services.revisions import altered


def findings() -> list[str]:
    """Everything that is wrong, one sentence each; empty when all is well."""
    return [*broken_links(), *altered(), *damaged_files(), *orphans()]


def damaged_files() -> list[str]:
    """Files named by a row that are missing or whose bytes no longer give their hash."""
    return [
        f"file {sha256}: missing or altered"
        for sha256 in StoredFile.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=1000)
        if not store.verify(sha256)
    ]


def orphans() -> list[str]:
    """Files kept under a hash that no row names. Young ones are somebody's running upload and not counted."""
    return [f"file {path.name}: no row names it" for path in store.orphans(_known())]


def _known() -> set[str]:
    return set(StoredFile.objects.values_list("pk", flat=True))
