"""The product's static files, and the admin's by their plain names: their addresses are written, never fetched."""

from __future__ import annotations

from kpi_tracker.static_files.storage import HashedNames


class HashedNamesAndAdmins(HashedNames):
    def url(self, name: str | None) -> str:
        return f"/static/{name}" if name and name.startswith("admin/") else super().url(name)
