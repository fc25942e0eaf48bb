"""A picture is kept as its pixels: upright, fit for printing, without what was hidden behind them."""

import hashlib
import io

import pytest
from PIL import Image, ImageCms

from indicators.files import store
from indicators.files.inspection import LIMITS
from indicators.files.pictures import redraw
from tests.indicators.files import samples

PLACE = {1: "N", 2: (13.0, 45.0, 11.3), 3: "E", 4: (100.0, 30.0, 6.1)}
SECRET = b"SECRET-OF-A-PHONE"


def kept(content, name="ภาพ.jpg"):
    """The picture that the store keeps of `content`, and what is said of it."""
    received = store.receive([content], name)
    return Image.open(io.BytesIO(store.path(received.sha256).read_bytes())), received


def exif(**entries):
    notes = Image.Exif()
    notes[0x010F] = SECRET.decode()
    for tag, value in entries.items():
        notes[int(tag[1:])] = value
    return notes


def photograph(kind="JPEG", where=True, **options):
    notes = exif(**options.pop("entries", {}))
    if where:
        notes.get_ifd(0x8825).update(PLACE)
    return samples.image(kind, exif=notes.tobytes(), **options)


@pytest.mark.parametrize("number", range(20))
def test_of_twenty_photographs_none_tells_where_it_was_taken(evidence_dir, number):
    kind = ("JPEG", "PNG")[number % 2]
    content = photograph(kind, size=(40 + number, 30))
    assert SECRET in content
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)  # else this shows nothing
    picture, received = kept(content)
    stored = store.path(received.sha256).read_bytes()
    assert not picture.getexif()
    assert SECRET not in stored
    assert b"Exif" not in stored
    assert "พิกัด" in received.notice
    assert received.sent_sha256 == hashlib.sha256(content).hexdigest() != received.sha256
    assert received.size == len(stored)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_is_hidden_beside_or_behind_the_pixels_is_not_kept(evidence_dir, kind):
    page = b"<script>alert(1)</script>"
    archive = samples.archive([("x.html", page)])
    content = samples.image(kind) + archive
    if kind == "JPEG":
        content = content[:2] + b"\xff\xfe" + (len(page) + 2).to_bytes(2) + page + content[2:]
    else:
        content = content[:33] + samples.chunk(b"tEXt", b"note\0" + page) + content[33:]
    _picture, received = kept(content)
    stored = store.path(received.sha256).read_bytes()
    assert page not in stored
    assert b"PK\3\4" not in stored


def test_a_photograph_is_turned_upright(evidence_dir):
    original = Image.new("RGB", (60, 30), "white")
    original.paste("red", (0, 0, 30, 30))
    buffer = io.BytesIO()
    original.save(buffer, "JPEG", exif=exif(_274=6).tobytes())  # "turn a quarter to the right"
    picture, _received = kept(buffer.getvalue())
    assert picture.size == (30, 60)
    red, green, _blue = picture.getpixel((15, 10))
    assert red > 200
    assert green < 60


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((2480, 3508), (2480, 3508)),  # A4 at 300 dots to the inch
        ((4000, 3000), (3307, 2480)),
        ((3000, 4500), (2480, 3720)),
        ((1080, 20000), (1080, 20000)),  # a whole page of a website stays legible
    ],
)
def test_a_picture_has_no_more_dots_than_are_printed(evidence_dir, size, expected):
    assert kept(samples.flat_png(*size))[0].size == expected


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(40, 30), (2500, 2490)])
def test_every_usual_make_of_png_keeps_its_pixels(evidence_dir, tmp_path, mode, size):
    source, target = tmp_path / "source", tmp_path / "target"
    Image.new(mode, size).save(source, "PNG")
    redraw(source, "png", target)
    with Image.open(target) as picture, Image.open(source) as original:
        assert picture.format == "PNG"
        if size == (40, 30):
            assert (picture.mode, picture.tobytes()) == (original.mode, original.tobytes())
        else:
            assert min(picture.size) == 2480


def test_a_transparent_colour_stays_transparent(evidence_dir):
    palette = Image.new("P", (40, 30), 0)
    buffer = io.BytesIO()
    palette.save(buffer, "PNG", transparency=0)
    picture, _received = kept(buffer.getvalue(), "ตรา.png")
    assert picture.convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_usual_make_of_jpeg_looks_as_it_did(evidence_dir, mode):
    content = samples.jpeg(mode=mode, quality=95)
    picture, _received = kept(content)
    original = Image.open(io.BytesIO(content)).convert("RGB")
    differences = [abs(a - b) for a, b in zip(picture.convert("RGB").tobytes(), original.tobytes(), strict=True)]
    assert sum(differences) / len(differences) < 3


def test_colours_are_kept_and_their_profile_is_not(evidence_dir):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture, _received = kept(samples.jpeg(icc_profile=profile))
    assert "icc_profile" not in picture.info
    kept(samples.jpeg(icc_profile=b"no profile at all"))


def test_a_file_that_was_handed_out_and_comes_back_is_the_same_file(evidence_dir):
    _picture, first = kept(photograph(size=(200, 150)))
    again = store.receive([store.path(first.sha256).read_bytes()], "สำเนา.jpg")
    assert again.sha256 == first.sha256 == again.sent_sha256
    assert store.receive([photograph(size=(200, 150))], "ภาพ.jpg").sha256 == first.sha256


def test_notes_that_are_broken_do_not_stop_a_good_picture(evidence_dir):
    picture = samples.jpeg()
    broken = b"Exif\0\0II*\0\xff\xff\xff\x7f" + b"\xff" * 40
    content = picture[:2] + b"\xff\xe1" + (len(broken) + 2).to_bytes(2) + broken + picture[2:]
    assert kept(content)[0].size == (64, 48)


def test_the_child_may_write_one_file_of_the_greatest_size():
    assert LIMITS.written == 20 * 1024 * 1024
    assert (LIMITS.memory, LIMITS.cpu) == (512 * 1024 * 1024, 10)


@pytest.mark.long
@pytest.mark.parametrize(
    ("mode", "kind", "options"),
    [
        pytest.param("RGB", "JPEG", {"quality": 60, "progressive": True}, marks=pytest.mark.full),
        ("CMYK", "JPEG", {"quality": 30, "progressive": True}),
        pytest.param("RGBA", "PNG", {"compress_level": 1}, marks=pytest.mark.full),
    ],
)
def test_the_heaviest_pictures_are_drawn_within_the_limits(evidence_dir, mode, kind, options):
    buffer = io.BytesIO()
    flat = Image.effect_noise((5000, 5000), 90) if kind == "JPEG" else Image.new("L", (5000, 5000), 90)
    flat.convert(mode).save(buffer, kind, **options)
    assert buffer.tell() < 20 * 1024 * 1024
    picture, _received = kept(buffer.getvalue())
    assert picture.size == (2480, 2480)
