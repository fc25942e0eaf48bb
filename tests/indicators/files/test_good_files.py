"""Files that officers really attach are taken, under the kind that their content has."""

import io
import zipfile

import pytest
from PIL import Image

from indicators.files.content import kind_of
from indicators.files.inspection import inspect
from indicators.files.kinds import Kind
from tests.indicators.files import samples

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("content", "name", "kind", "extension", "content_type"),
    [
        (samples.pdf(pages=3), "หนังสือ.pdf", Kind.PDF, "pdf", "application/pdf"),
        (samples.jpeg(), "ภาพ.JPEG", Kind.JPEG, "jpg", "image/jpeg"),
        (samples.png(), "ภาพ.png", Kind.PNG, "png", "image/png"),
        (samples.docx(), "บันทึก.docx", Kind.DOCX, "docx", WORD),
        (samples.xlsx(), "ตาราง.xlsx", Kind.XLSX, "xlsx", EXCEL),
    ],
)
def test_it_accepts_each_of_the_five_kinds(file_of, content, name, kind, extension, content_type):
    accepted = inspect(file_of(content), name)
    assert (accepted.kind, accepted.extension, accepted.content_type) == (kind, extension, content_type)
    assert accepted.notice == ""


@pytest.mark.parametrize("name", ["ภาพ.png", "ภาพ", "ภาพ.exe", ".pdf", "ภาพ.pdf.html"])
def test_a_name_that_says_another_kind_is_told_the_true_one(file_of, name):
    accepted = inspect(file_of(samples.pdf()), name)
    assert accepted.kind is Kind.PDF
    assert "PDF" in accepted.notice
    assert "ไม่ตรงกับชื่อไฟล์" in accepted.notice


def _phone_photograph():
    """A JPEG that carries a second picture behind the first, as phones write them."""
    buffer = io.BytesIO()
    first, second = Image.effect_noise((64, 48), 60), Image.effect_noise((32, 24), 60)
    first.convert("RGB").save(buffer, "MPO", save_all=True, append_images=[second.convert("RGB")])
    return buffer.getvalue()


def _jpeg_with_preview():
    """A JPEG with another JPEG, end mark included, in its camera notes."""
    notes = b"Exif\0\0" + samples.jpeg(size=(16, 16))
    picture = samples.jpeg()
    return picture[:2] + b"\xff\xe1" + (len(notes) + 2).to_bytes(2) + notes + picture[2:]


@pytest.mark.parametrize(
    "content",
    [
        _phone_photograph(),
        _jpeg_with_preview(),
        samples.jpeg(mode="L"),
        samples.jpeg(mode="CMYK"),
        samples.jpeg(progressive=True),
        samples.jpeg() + b"\0" * 100,
    ],
    ids=["phone", "preview", "grey", "four-colours", "progressive", "padded"],
)
def test_it_accepts_every_usual_make_of_jpeg(file_of, content):
    assert kind_of(file_of(content)) is Kind.JPEG


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_it_accepts_every_usual_make_of_png(file_of, mode):
    buffer = io.BytesIO()
    Image.new(mode, (40, 30)).save(buffer, "PNG")
    assert kind_of(file_of(buffer.getvalue())) is Kind.PNG


def test_it_accepts_a_picture_of_exactly_25_million_pixels(file_of):
    assert kind_of(file_of(samples.flat_png(5000, 5000))) is Kind.PNG


def test_it_accepts_a_pdf_that_only_its_owner_may_change(file_of):
    assert kind_of(file_of(samples.locked_pdf(user_password=""))) is Kind.PDF


def test_it_accepts_a_pdf_with_padding_behind_its_end(file_of):
    assert kind_of(file_of(samples.pdf() + b"\r\n\0\0\0\0")) is Kind.PDF


def test_it_accepts_a_document_with_a_chart_and_the_workbook_behind_it(file_of):
    extra = f'<Default Extension="xlsx" ContentType="{EXCEL}"/>'
    chart = ("word/embeddings/Microsoft_Excel_Sheet1.xlsx", samples.xlsx())
    assert kind_of(file_of(samples.docx(chart, types=samples.content_types(extra=extra)))) is Kind.DOCX


def test_it_accepts_a_document_that_repeats_itself_a_hundredfold(file_of):
    content = samples.docx(main=samples.document(["ดำเนินการแล้วเสร็จตามแผน"] * 50_000))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo("word/document.xml")
        assert part.file_size > 100 * part.compress_size  # else this shows nothing
    assert kind_of(file_of(content)) is Kind.DOCX


def test_it_accepts_a_document_with_folders_printer_settings_links_and_old_drawings(file_of):
    vml = '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><br></v:shape></xml>'
    link = samples.relationships("hyperlink", "https://www.bangkok.go.th/", ' TargetMode="External"')
    template = samples.relationships("attachedTemplate", "file:///C:/Office/Normal.dotm", ' TargetMode="External"')
    parts = [
        ("word/", b""),
        ("xl/printerSettings/printerSettings1.bin", b"\x48\0P\0\0\1\2"),
        ("word/drawings/vmlDrawing1.vml", vml),
        ("word/_rels/document.xml.rels", link),
        ("word/_rels/settings.xml.rels", template),
        ("word/media/image1.png", samples.png()),
        ("docProps/custom.xml", "<?xml version='1.0' encoding='UTF-16'?><a/>".encode("utf-16")),
    ]
    assert kind_of(file_of(samples.docx(*parts))) is Kind.DOCX
