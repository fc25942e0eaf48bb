"""The last file that is taken and the first that is not, with limits small enough to stand between two files."""

import random
import zipfile

import pytest
from PIL import Image, ImageFile

from indicators.files import content, office, pictures
from indicators.files.content import kind_of
from indicators.files.kinds import Kind
from indicators.files.reasons import Code, Unacceptable
from tests.indicators.files import samples
from tests.indicators.files.bad_files import CHART, OLE_TYPE

PARTS = 3  # of the smallest document
NO_TYPE = f'<Relationships xmlns="{samples.RELATIONSHIPS}"><Relationship Id="a" Target="https://a.example"/></Relationships>'
BIG = samples.docx(main=samples.document(["ผลการดำเนินงาน"] * 500))


def unpacked(document):
    with zipfile.ZipFile(document) as archive:
        return sum(entry.file_size for entry in archive.infolist())


@pytest.fixture
def taken(file_of):
    """The kind of a file, or the code of its refusal."""

    def told(content):
        try:
            return kind_of(file_of(content))
        except Unacceptable as refusal:
            return refusal.code

    return told


@pytest.mark.parametrize(("most", "answer"), [(PARTS, Kind.DOCX), (PARTS - 1, Code.UNSAFE_ARCHIVE)])
def test_a_document_has_so_many_parts_and_no_more(taken, monkeypatch, most, answer):
    monkeypatch.setattr(office, "MAX_ENTRIES", most)
    assert taken(samples.docx()) == answer


@pytest.mark.parametrize(("less", "answer"), [(0, Kind.DOCX), (1, Code.UNSAFE_ARCHIVE)])
def test_a_document_unpacks_to_so_much_and_no_more(taken, file_of, monkeypatch, less, answer):
    monkeypatch.setattr(office, "MAX_UNPACKED", unpacked(file_of(BIG)) - less)
    assert taken(BIG) == answer


@pytest.mark.parametrize(("less", "answer"), [(0, Kind.DOCX), (1, Code.UNSAFE_ARCHIVE)])
def test_a_ratio_says_something_of_what_unpacks_to_a_burden(taken, file_of, monkeypatch, less, answer):
    monkeypatch.setattr(office, "MAX_RATIO", 1)
    monkeypatch.setattr(office, "RATIO_MATTERS_FROM", unpacked(file_of(BIG)) - less)
    assert taken(BIG) == answer


def test_a_big_document_that_packs_badly_is_taken(taken):
    noise = random.Random(1).randbytes(11 * 1024 * 1024)
    assert taken(samples.docx(("word/media/noise", noise), compression=zipfile.ZIP_STORED)) is Kind.DOCX


@pytest.mark.parametrize(("less", "answer"), [(0, Kind.DOCX), (1, Code.EMBEDDED)])
def test_a_workbook_behind_a_chart_is_as_big_as_a_file_may_be(taken, monkeypatch, less, answer):
    book = samples.xlsx()
    monkeypatch.setattr(office, "MAX_BYTES", len(book) - less)
    assert taken(samples.docx((CHART, book))) == answer


@pytest.mark.parametrize(
    ("document", "answer"),
    [
        (samples.docx(rels=samples.relationships(target="/word/document.xml")), Kind.DOCX),
        (samples.docx(("word/_rels/document.xml.rels", NO_TYPE)), Kind.DOCX),
        (
            samples.docx(
                ("word/embeddings/object.v1.dat", b"x"),
                types=samples.content_types(extra=f'<Default Extension="dat" ContentType="{OLE_TYPE}"/>'),
            ),
            Code.EMBEDDED,
        ),
    ],
    ids=["main-part-from-the-root", "pointer-of-no-type", "type-behind-two-dots"],
)
def test_a_part_is_found_by_its_name_and_type(taken, document, answer):
    assert taken(document) == answer


HEAD, SCAN, END = b"\xff\xd8", b"\xff\xda\0\2", b"\xff\xd9"
NOTES = b"\xff\xe1\0\4" + END  # with an end mark of their own


@pytest.mark.parametrize(
    ("picture", "whole"),
    [
        (HEAD + SCAN + END, True),
        (HEAD + SCAN + b"pixels" + END + b"\0\0", True),
        (HEAD + b"\xff\xff\xff" + SCAN[1:] + END, True),
        (HEAD + NOTES + SCAN + END, True),
        (HEAD + NOTES + NOTES + SCAN + END, True),
        (HEAD + NOTES + SCAN + b"pixels", False),
        (HEAD + NOTES + END, False),
        (HEAD + b"\0\x10\0\2" + SCAN + END, False),
        (HEAD + b"\xff\xe1\x10\0" + SCAN + END, False),
        (HEAD + SCAN, False),
        (HEAD + END, False),
        (HEAD, False),
    ],
)
def test_a_jpeg_is_whole_when_an_end_mark_follows_the_scan(picture, whole):
    assert content._reaches_its_end(picture) is whole


def test_what_decodes_takes_nothing_half_and_nothing_giant(file_of, tmp_path, monkeypatch):
    for look in (kind_of, lambda path: pictures.redraw(path, Kind.PNG, tmp_path / "drawn")):
        monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
        look(file_of(samples.png()))
        assert (ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS) == (False, 25_000_000)
