from pathlib import Path

import pytest

from indicators.importing import read_file
from indicators.importing.read_file import parse_bytes, read_report
from indicators.importing.report import NotThisLayout

from .reports import OWN, own_text


def test_a_text_file_is_read() -> None:
    assert read_report(OWN).number == 8


def test_a_byte_order_mark_is_no_text() -> None:
    report = parse_bytes(b"\xef\xbb\xbf" + own_text().strip().encode())
    assert report.unplaced == ()
    assert report.warnings == parse_bytes(own_text().encode()).warnings


def test_another_encoding_is_refused_with_byte_and_line() -> None:
    content = "1. ชื่อ\nก".encode() + "ข".encode("cp874") + b"\n"
    with pytest.raises(NotThisLayout) as refusal:
        parse_bytes(content)
    assert (refusal.value.line, refusal.value.text) == (2, "ก")
    # "1. " and the line feed are 4 bytes, the five Thai letters 15: the bad one comes next.
    assert "ไบต์ที่ 20 ของแฟ้ม (ค่า 0xA2) ไม่ใช่ UTF-8" in str(refusal.value)
    assert str(refusal.value).startswith("บรรทัดที่ 2 “ก”: ")


def test_the_byte_is_counted_with_the_byte_order_mark() -> None:
    with pytest.raises(NotThisLayout, match="ไบต์ที่ 5 ของแฟ้ม"):
        parse_bytes(b"\xef\xbb\xbfa\xff")


def test_utf_16_is_refused_by_name() -> None:
    with pytest.raises(NotThisLayout, match="UTF-16"):
        parse_bytes(own_text().encode("utf-16"))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(NotThisLayout, match="ว่าง"):
        parse_bytes(content)


def test_a_huge_file_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    with path.open("wb") as file:
        file.truncate(read_file.LARGEST + 1)
    with pytest.raises(NotThisLayout, match="ใหญ่เกิน 20 MB"):
        read_report(path)


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(NotThisLayout, match="มีอักขระควบคุม"):
        parse_bytes(b"PK\x03\x04\x14\x00\x06\x00")


def test_a_missing_file_is_the_callers_to_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_report(tmp_path / "no.txt")
