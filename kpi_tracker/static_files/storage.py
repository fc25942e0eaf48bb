"""What `{% static %}` writes: the names under which the files are served."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage

from kpi_tracker.static_files import made_files


class HashedNames(StaticFilesStorage):
    """The names that made_files noted in STATIC_ROOT."""

    _names: dict[str, str] | None = None

    def url(self, name: str | None) -> str:
        """The address of a file by its name in static/; ValueError when there is none.

        WhiteNoise asks as well, to learn whether a name carries a hash. While a developer works, a file that
        changed is made anew here: the next page shows it.
        """
        if self._names is None or settings.DEBUG:
            root = Path(self.location)
            made_files.prepared(settings.STATIC_SOURCES, root)
            self._names = made_files.names(root)
        if name not in self._names:
            raise ValueError(f"There is no static file {name}.")
        return super().url(self._names[name])
