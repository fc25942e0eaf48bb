"""Pictures on paper: handed over by their SHA-256, written anew, never fetched."""

import hashlib
import io
from io import BytesIO

import pypdf
import pytest
from PIL import Image, ImageChops

from printing.documents import render_document
from printing.form_documents import FormSheet, Picture, Pictures
from printing.pdf import PrintingFailed, render
from printing.picture_file import printable
from tests.printing.innovation_forms import HASHES, STORED, drawing, form_4
from tests.printing.readers import READERS, bare

CANNOT = bare("พิมพ์ภาพนี้ไม่ได้ เพราะไม่พบไฟล์หรือไฟล์เปิดไม่ได้")
NOT_SO = hashlib.sha256(b"not a picture").hexdigest()


def sheet(*hashes: str) -> FormSheet:
    pictures = tuple(Picture(caption=f"ภาพที่{n} น้ำทำการ", sha256=sha256) for n, sha256 in enumerate(hashes, 1))
    return FormSheet(
        year_be="2564", agency="ก", form_label="แบบฟอร์ม 4", title="ข", parts=(Pictures(pictures=pictures),)
    )


def images(pdf: bytes) -> list[Image.Image]:
    return [each.image for page in pypdf.PdfReader(io.BytesIO(pdf)).pages for each in page.images]


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of a colour (0-255) between two pictures drawn at 60 dots, where JPEG is no matter."""
    drawn = ImageChops.difference(*(each.convert("RGB").resize((60, 60)) for each in (one, other)))
    return max(high for _low, high in drawn.getextrema())


@pytest.mark.long
def test_each_picture_stands_on_the_page_with_its_caption():
    pdf = render_document(sheet(*HASHES), pictures=STORED.get)

    found = images(pdf)
    assert [image.size for image in found] == [(900, 600), (500, 800)]
    for image, content in zip(found, STORED.values(), strict=True):
        assert difference(image, opened(content)) < 30
    assert difference(*found) > 200  # the control: the two are told apart
    for reader in READERS.values():
        text = bare("".join(reader(pdf)))
        assert "ภาพที่1น้ำทำการ" in text
        assert "ภาพที่2น้ำทำการ" in text
        assert CANNOT not in text


@pytest.mark.long
@pytest.mark.parametrize(
    ("sha256", "stored", "logged"),
    [
        (HASHES[0], {}, "is gone"),
        (HASHES[0], {HASHES[0]: STORED[HASHES[1]]}, "is another file"),
        (NOT_SO, {NOT_SO: b"not a picture"}, "cannot be printed"),
    ],
)
def test_a_picture_that_cannot_be_printed_says_so_in_its_place(sha256, stored, logged, caplog):
    pdf = render_document(sheet(HASHES[1], sha256), pictures=(STORED | {HASHES[0]: None} | stored).get)

    assert len(images(pdf)) == 1
    assert logged in caplog.text
    for reader in READERS.values():
        text = bare("".join(reader(pdf)))
        assert text.count(CANNOT) == 1
        assert "ภาพที่2น้ำทำการ" in text


@pytest.mark.long
def test_only_what_the_document_names_is_asked_for():
    asked = []
    render_document(sheet(HASHES[0], HASHES[0]), pictures=lambda sha256: asked.append(sha256) or STORED[sha256])
    render_document(form_4(parts=()), pictures=lambda sha256: pytest.fail(sha256))

    assert asked == [HASHES[0]]


@pytest.mark.long
def test_equal_documents_with_equal_pictures_are_equal_bytes():
    assert render_document(sheet(*HASHES), pictures=STORED.get) == render_document(
        sheet(*HASHES), pictures=STORED.get
    )
    assert render_document(sheet(*HASHES), pictures=STORED.get) != render_document(sheet(*HASHES))


@pytest.mark.long
@pytest.mark.parametrize("url", ["picture:other", "picture:", "picture:../a", "data:image/png;base64,AAAA"])
def test_a_picture_that_was_not_handed_over_is_not_looked_for(url):
    with pytest.raises(PrintingFailed, match="ภายนอก"):
        render(f"<html lang=th><img src='{url}'>", identifier="a", pictures={"a": drawing()})


def test_a_large_picture_is_made_small():
    for kind in ("JPEG", "PNG"):
        small = opened(printable(drawing(kind, (4000, 3000))))
        assert small.size == (1600, 1200)
        assert difference(small, opened(drawing(kind, (4000, 3000)))) < 60


def test_nothing_but_the_dots_is_kept():
    file = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "9 Home Road"
    exif[0x0112] = 6  # turned by a quarter
    opened(drawing("JPEG", (800, 500))).save(file, "JPEG", exif=exif, comment=b"secret")
    assert b"9 Home Road" in file.getvalue()
    assert b"secret" in file.getvalue()

    content = printable(file.getvalue())

    assert opened(content).size == (500, 800)
    assert not opened(content).getexif()
    assert b"9 Home Road" not in content
    assert b"secret" not in content


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1"])
def test_what_is_transparent_is_white_and_every_mode_prints(mode):
    content = printable(drawing_of_mode(mode))

    assert opened(content).mode == "RGB"
    assert opened(content).getpixel((50, 50)) == pytest.approx((255, 255, 255), abs=3)


def drawing_of_mode(mode: str) -> bytes:
    file = BytesIO()
    if mode in ("RGBA", "LA"):
        Image.new(mode, (100, 100), 0).save(file, "PNG")  # black, and nothing of it to be seen
    else:
        Image.new("L", (100, 100), 255).convert(mode).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        drawing("PNG")[:40],
        drawing("GIF", mode="P"),
    ],
)
def test_what_is_no_jpeg_and_no_png_is_refused(content):
    with pytest.raises((OSError, SyntaxError, ValueError)):
        printable(content)


def test_too_many_dots_are_refused_before_they_are_decoded(monkeypatch):
    monkeypatch.setattr("printing.picture_file._MOST_DOTS", 900 * 600 - 1)

    with pytest.raises(ValueError, match="900 x 600"):
        printable(drawing())
