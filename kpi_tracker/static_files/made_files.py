"""Where a browser's files are: sources in static/ and in packages, and the files made from them for WhiteNoise.

They are made when the settings are read, if something they are made of has changed since: nobody has to remember a
step, and no generated file is kept with the sources. A name carries a hash, so that a browser may keep the file for a
year; beside a file lie its compressed forms. Files of an earlier release stay a while, for pages that ask.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import js_lib_bootstrap5

from kpi_tracker import whole_file
from kpi_tracker.static_files import screen_fonts

BOOTSTRAP = Path(js_lib_bootstrap5.__file__).parent / "static/js-lib-bootstrap5/css/bootstrap.min.css"
NAMES = "names.json"  # {"made_of": hash, "names": {name as a template writes it: name as it is served}}
SHEET = "css/site.css"
_KEPT_SECONDS = 30 * 24 * 3600


def prepared(sources: Path, root: Path) -> Path:
    """`root`, holding up-to-date files made of the folder `sources`."""
    made_of = _made_of(sources)
    if _noted(root).get("made_of") != made_of:
        served = {name: _written(root, name, content) for name, content in _pictures_and_scripts(sources)}
        served |= _fonts(root)
        served[SHEET] = _written(root, SHEET, _sheet(sources, served))
        note = {"made_of": made_of, "names": served}
        whole_file.write(root / NAMES, json.dumps(note, indent=1, sort_keys=True).encode())
        _drop_old(root, {NAMES, *served.values()})
    return root


def names(root: Path) -> dict[str, str]:
    """The name under which each file of `root` is served, by the name that a template writes."""
    served: dict[str, str] = _noted(root)["names"]
    return served


def _noted(root: Path) -> dict[str, Any]:
    """What `prepared` noted in `root`; nothing when it has not been there yet."""
    path = root / NAMES
    noted: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {}
    return noted


def _made_of(sources: Path) -> str:
    """A hash of everything the files are made of, this package's code among it."""
    total = hashlib.sha256()
    ours = [path for path in sources.rglob("*") if path.is_file()]
    for path in sorted([*ours, *Path(__file__).parent.glob("*.py"), BOOTSTRAP, *screen_fonts.SARABUN.values()]):
        total.update(f"{path.name}:{path.stat().st_size}:".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _pictures_and_scripts(sources: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(sources.rglob("*")):
        if path.is_file() and path.suffix != ".css":
            yield path.relative_to(sources).as_posix(), path.read_bytes()


def _fonts(root: Path) -> dict[str, str]:
    served = {f"fonts/sarabun-{weight}.woff2": screen_fonts.file_name(weight) for weight in screen_fonts.SARABUN}
    for weight, name in zip(screen_fonts.SARABUN, served.values(), strict=True):
        if not (root / name).exists():
            whole_file.write(root / name, screen_fonts.woff2(weight))
    return served


def _sheet(sources: Path, served: dict[str, str]) -> bytes:
    """The style sheet, which lies in a folder of its own: its addresses go up one level first."""
    from kpi_tracker.static_files import stylesheet

    own = {path.stem: path.read_text() for path in (sources / "css").glob("*.css")}
    fonts = screen_fonts.rules({weight: f"../fonts/sarabun-{weight}.woff2" for weight in screen_fonts.SARABUN})
    return stylesheet.composed(
        BOOTSTRAP.read_text(), own, fonts, lambda path: f"../{served[path.removeprefix('../')]}"
    ).encode()


def _written(root: Path, name: str, content: bytes) -> str:
    """Write a file and its compressed forms under a name with its hash; the name."""
    from whitenoise.compress import Compressor

    stem, dot, ending = name.rpartition(".")
    served = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{ending}"
    if not (root / served).exists():
        forms = {".br": Compressor.compress_brotli(content), ".gz": Compressor.compress_gzip(content)}
        for suffix, smaller in forms.items():
            if len(smaller) < 0.95 * len(content):
                whole_file.write(root / (served + suffix), smaller)
        whole_file.write(root / served, content)
    return served


def _drop_old(root: Path, current: set[str]) -> None:
    """Delete what earlier releases left, a month after it was made."""
    limit = time.time() - _KEPT_SECONDS
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        left = name not in current and name.removesuffix(".br").removesuffix(".gz") not in current
        if left and path.is_file() and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
