"""Files for the browser: made once, made anew when something changed, whole at every moment, gone in the end."""

import gzip
import os
import time

import brotli
import pytest
from fontTools.ttLib import TTFont

from kpi_tracker.static_files import made_files, screen_fonts


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "static"
    for name in ("tokens", "app", "forms", "components", "print"):
        (folder / "css").mkdir(parents=True, exist_ok=True)
        (folder / "css" / f"{name}.css").write_text(f".{name} {{ color: red; }}\n" * 20)
    (folder / "js").mkdir()
    (folder / "js" / "keys.js").write_text("document.title = 'x';\n" * 20)
    return folder


@pytest.fixture
def woff2(monkeypatch):
    """In place of the seconds that a font takes; how often one was made."""
    made = []
    monkeypatch.setattr(screen_fonts, "woff2", lambda weight: made.append(weight) or b"wOF2")
    return made


def served(root, name):
    return root / made_files.names(root)[name]


def test_every_file_is_there_by_a_name_with_its_hash_and_compressed(sources, tmp_path, woff2):
    root = made_files.prepared(sources, tmp_path / "made")
    assert set(made_files.names(root)) == {
        "css/site.css",
        "js/keys.js",
        "fonts/sarabun-400.woff2",
        "fonts/sarabun-700.woff2",
    }
    script = served(root, "js/keys.js")
    assert script.read_bytes() == (sources / "js" / "keys.js").read_bytes()
    assert len(script.name.split(".")[1]) == 12
    assert gzip.decompress(script.with_name(script.name + ".gz").read_bytes()) == script.read_bytes()
    assert brotli.decompress(script.with_name(script.name + ".br").read_bytes()) == script.read_bytes()
    assert f"../{screen_fonts.file_name(400)}" in served(root, "css/site.css").read_text()


def test_nothing_is_made_twice(sources, tmp_path, woff2):
    root = made_files.prepared(sources, tmp_path / "made")
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    made_files.prepared(sources, root)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before
    assert woff2 == [400, 700]


def test_a_changed_source_gets_a_new_name_and_the_old_one_stays_for_a_while(sources, tmp_path, woff2):
    root = made_files.prepared(sources, tmp_path / "made")
    old_sheet, script = served(root, "css/site.css"), served(root, "js/keys.js")
    (sources / "css" / "app.css").write_text(".app { color: blue; }")
    made_files.prepared(sources, root)
    assert served(root, "css/site.css") != old_sheet
    assert ".app{color:blue" in served(root, "css/site.css").read_text()
    assert old_sheet.exists()
    assert served(root, "js/keys.js") == script
    assert woff2 == [400, 700]  # a font is not made again for that

    months_ago = time.time() - 60 * 24 * 3600
    for path in root.rglob("*.*"):
        os.utime(path, (months_ago, months_ago))
    (sources / "css" / "app.css").write_text(".app { color: green; }")
    made_files.prepared(sources, root)
    assert not old_sheet.exists()
    assert script.exists()
    assert script.with_name(script.name + ".br").exists()


def test_what_was_stopped_half_way_is_made_by_the_next(sources, tmp_path, woff2, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(made_files, "_sheet", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            made_files.prepared(sources, tmp_path / "made")
    root = made_files.prepared(sources, tmp_path / "made")
    assert served(root, "css/site.css").exists()
    assert not list(root.rglob(".*"))


def test_an_address_of_a_file_that_is_not_there_is_found_at_once(sources, tmp_path, woff2):
    (sources / "css" / "app.css").write_text(".app { background: url('../img/gone.svg'); }")
    with pytest.raises(KeyError, match=r"img/gone\.svg"):
        made_files.prepared(sources, tmp_path / "made")


THAI = "".join(map(chr, [*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C)]))
USED = THAI + "ABCxyz0189 “”‘’–—…·•→↑↓×²³▲▼◆■□▪✓"


@pytest.mark.parametrize("weight", [400, 700])
def test_a_font_for_the_screen_draws_thai_english_and_our_signs_in_a_quarter_of_the_size(weight, settings):
    path = settings.STATIC_ROOT / screen_fonts.file_name(weight)
    assert path.stat().st_size < 24 * 1024
    with TTFont(path) as font, TTFont(screen_fonts.SARABUN[weight]) as whole:
        drawn, drawable = set(font.getBestCmap()), set(whole.getBestCmap())
        # Sarabun itself lacks ○ and the ticks: those come from a font of the machine.
        assert set(map(ord, USED)) & drawable <= drawn
        assert set(map(ord, THAI)) <= drawn
        marks = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
        assert marks >= {"mark", "mkmk"}  # vowels and tone marks find their places
