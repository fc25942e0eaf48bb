"""Where the catalogues are: PO files in the sources, MO files made from them beside the database.

The MO files are made when the settings are read, if the PO file has changed since: nobody has to remember a step,
no generated file is kept with the sources, and the folder of the sources may be read-only.
"""

from __future__ import annotations

from pathlib import Path

from kpi_tracker import whole_file
from kpi_tracker.translation import po

_NAME = Path("LC_MESSAGES") / "django"


def prepared(folder: Path, made: Path) -> Path:
    """`made`, holding an up-to-date MO file for every language of `folder`."""
    for path in sorted(folder.glob(f"*/{_NAME}.po")):
        _prepare(path, made / path.relative_to(folder).with_suffix(".mo"))
    return made


def _prepare(path: Path, target: Path) -> None:
    """A MO file carries the time of its PO file, so an older PO file put back is noticed as well as a newer one."""
    written = path.stat().st_mtime_ns
    if target.exists() and target.stat().st_mtime_ns == written:
        return
    whole_file.write(target, po.compiled(po.read(path.read_text())), modified_ns=written)
