"""How a picture is drawn anew, looked at without the child in which it happens."""

import errno
import io
import struct

import pytest
from PIL import Image, ImageCms, JpegImagePlugin

from indicators.files import pictures
from indicators.files.kinds import Kind
from indicators.files.pictures import redraw
from indicators.files.reasons import Code, Unacceptable
from tests.indicators.files import samples
from tests.indicators.files.test_pictures import exif, photograph

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
RED, GREEN = (255, 0, 0), (0, 255, 0)


@pytest.fixture
def draw(tmp_path):
    """Draws the bytes of a picture anew: the new one, and whether it told where it was taken."""

    def drawn(content, kind=Kind.PNG):
        source, target = tmp_path / "source", tmp_path / "target"
        source.write_bytes(content)
        told_where = redraw(source, kind, target)
        return Image.open(io.BytesIO(target.read_bytes())), told_where

    return drawn


def written(picture, kind="PNG", **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def red_for_green():
    """The sRGB profile with the places of its red and its green exchanged."""
    profile = bytearray(SRGB)
    (tags,) = struct.unpack_from(">I", profile, 128)
    at = {bytes(profile[entry : entry + 4]): entry + 4 for entry in range(132, 132 + 12 * tags, 12)}
    red, green = (slice(at[name], at[name] + 8) for name in (b"rXYZ", b"gXYZ"))
    profile[red], profile[green] = profile[green], profile[red]
    return bytes(profile)


@pytest.mark.parametrize(("kind", "name"), [(Kind.JPEG, "JPEG"), (Kind.PNG, "PNG")])
def test_it_is_told_whether_the_picture_said_where_it_was_taken(draw, kind, name):
    for where in (True, False):
        picture, told_where = draw(photograph(name, where=where), kind)
        assert (picture.format, told_where) == (name, where)
        assert not picture.getexif()


def test_notes_that_cannot_be_read_told_nothing(draw, monkeypatch):
    def broken(_image):
        raise SyntaxError("no notes")

    monkeypatch.setattr(Image.Image, "getexif", broken)
    assert draw(samples.jpeg(), Kind.JPEG)[1] is False


def test_a_jpeg_is_kept_in_good_quality_with_full_colour_at_every_pixel(draw):
    source = Image.open(io.BytesIO(samples.jpeg(quality=100)))
    picture, _told = draw(samples.jpeg(quality=100), Kind.JPEG)
    assert JpegImagePlugin.get_sampling(picture) == 0
    plain = written(source, "JPEG", quality=90, subsampling=0)
    assert picture.quantization == Image.open(io.BytesIO(plain)).quantization
    assert len(picture.fp.getvalue()) < len(plain)


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, (0, 0)), (3, (59, 29)), (6, (29, 0)), (8, (0, 59))],
)
def test_it_is_turned_as_the_notes_say(draw, orientation, corner):
    sideways = Image.new("RGB", (60, 30), "white")
    sideways.putpixel((0, 0), RED)
    picture, _told = draw(written(sideways, exif=exif(_274=orientation).tobytes()))
    assert picture.size == ((60, 30) if orientation in (1, 3) else (30, 60))
    assert picture.getpixel(corner) == RED


def test_what_cannot_be_turned_stays_as_it_is(draw, monkeypatch):
    def broken(_image):
        raise TypeError("no notes")

    monkeypatch.setattr(pictures.ImageOps, "exif_transpose", broken)
    assert draw(samples.png())[0].tobytes() == Image.open(io.BytesIO(samples.png())).tobytes()


def test_colours_that_a_profile_describes_are_kept_as_they_look(draw):
    content = written(Image.new("RGB", (20, 20), RED), icc_profile=red_for_green())
    picture, _told = draw(content)
    red, green, _blue = picture.getpixel((10, 10))
    assert (red < 50, green > 200) == (True, True)
    assert "icc_profile" not in picture.info
    same, _told = draw(written(Image.new("RGB", (20, 20), RED), icc_profile=SRGB))
    assert same.getpixel((10, 10)) == RED


@pytest.mark.parametrize("profile", [b"no profile at all", b""])
def test_without_a_profile_that_can_be_read_colours_stay(draw, profile):
    picture, _told = draw(written(Image.new("RGB", (20, 20), RED), icc_profile=profile))
    assert picture.getpixel((10, 10)) == RED


def test_a_grey_picture_stays_grey_whatever_its_profile(draw):
    content = written(Image.new("L", (20, 20), 100), "JPEG", quality=95, icc_profile=SRGB)
    picture, _told = draw(content, Kind.JPEG)
    assert (picture.mode, picture.getpixel((10, 10))) == ("L", 100)


def test_a_jpeg_in_four_colours_becomes_one_in_three(draw):
    assert draw(samples.jpeg(mode="CMYK"), Kind.JPEG)[0].mode == "RGB"


@pytest.mark.parametrize(
    ("mode", "options", "expected"),
    [
        ("1", {}, "L"),
        ("L", {}, "L"),
        ("P", {}, "RGB"),
        ("P", {"transparency": 0}, "RGBA"),
        ("RGBA", {}, "RGBA"),
    ],
)
def test_a_picture_is_scaled_in_a_mode_that_can_be_scaled(draw, monkeypatch, mode, options, expected):
    monkeypatch.setattr(pictures, "SHORTER_SIDE", 100)
    for size, after in (((200, 101), (198, 100)), ((101, 300), (100, 297)), ((250, 2000), (100, 800))):
        picture, _told = draw(written(Image.new(mode, size), **options))
        assert (picture.mode, picture.size) == (expected, after)
    picture, _told = draw(written(Image.new(mode, (100, 150)), **options))
    assert (picture.mode, picture.size) == (mode, (100, 150))


def test_scaling_weighs_the_dots_that_become_one(draw, monkeypatch):
    monkeypatch.setattr(pictures, "SHORTER_SIDE", 50)
    stripes = Image.new("L", (100, 100), 0)
    for column in range(0, 100, 2):
        stripes.paste(255, (column, 0, column + 1, 100))
    picture, _told = draw(written(stripes))
    assert all(100 < picture.getpixel((column, 25)) < 155 for column in range(5, 45))


def test_beside_the_pixels_a_transparent_colour_alone_is_kept(draw):
    content = written(Image.new("P", (20, 20)), transparency=0, dpi=(300, 300))
    assert Image.open(io.BytesIO(content)).info.keys() == {"transparency", "dpi"}
    assert draw(content)[0].info == {"transparency": 0}
    dotted = written(Image.new("RGB", (20, 20)), "JPEG", dpi=(300, 300), comment=b"hidden")
    assert "comment" not in draw(dotted, Kind.JPEG)[0].info
    assert "dpi" not in draw(dotted, Kind.JPEG)[0].info


def test_the_new_file_is_no_bigger_than_a_file_may_be(draw, monkeypatch):
    size = len(draw(samples.png())[0].fp.getvalue())
    monkeypatch.setattr(pictures, "MAX_BYTES", size)
    draw(samples.png())
    monkeypatch.setattr(pictures, "MAX_BYTES", size - 1)
    with pytest.raises(Unacceptable) as refusal:
        draw(samples.png())
    assert refusal.value.code is Code.TOO_BIG


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, Code.STORE_FULL), (errno.EDQUOT, Code.STORE_FULL), (errno.EFBIG, Code.TOO_HEAVY)],
)
def test_a_disk_that_takes_nothing_is_told_from_a_picture_that_is_too_much(draw, monkeypatch, number, code):
    def no_more(_path, _content):
        raise OSError(number, "no more")

    content = samples.png()
    source = io.BytesIO(content)
    assert Image.open(source).format == "PNG"
    path_type = type(pictures.Path())
    original = path_type.write_bytes

    def write(path, content):
        return no_more(path, content) if path.name == "target" else original(path, content)

    monkeypatch.setattr(path_type, "write_bytes", write)
    with pytest.raises(Unacceptable) as refusal:
        draw(content)
    assert refusal.value.code is code
