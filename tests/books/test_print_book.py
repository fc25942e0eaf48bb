"""The operator's command: a book to a file, and what it says when it cannot."""

import io
import zipfile

import pypdf
import pytest
from django.core.management import CommandError, call_command

from books.models import PrintJob
from books.services import papers
from indicators.models import Event
from printing.pdf import PrintingFailed
from tests.printing.readers import READERS, bare

pytestmark = pytest.mark.django_db


def run(*arguments):
    out, errors = io.StringIO(), io.StringIO()
    call_command("print_book", "--year", "2564", "--period", "q1", *arguments, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


@pytest.mark.parametrize("whose", ["--agency", "--all"])
def test_a_book_is_written_with_its_progress_told(town, tmp_path, whose):
    target = tmp_path / "sub" / "book.pdf"
    arguments = [whose, town.agency.code] if whose == "--agency" else [whose]
    said, progress = run(*arguments, "-o", str(target))
    assert len(pypdf.PdfReader(target).pages) == 5
    assert progress.splitlines()[0] == "1/3"
    assert "3/3" in progress.splitlines()
    assert said.startswith(f"{target}: 5 หน้า")
    assert "การดำเนินงานที่2น้ำประปา" in bare("".join(READERS["pypdf"](target.read_bytes())))
    assert Event.objects.get(action="make_print_job").actor is None


def test_separate_papers_are_written_as_a_zip(town, tmp_path):
    run("--agency", town.agency.abbreviation, "--separate", "--skip-missing", "-o", str(tmp_path / "all.zip"))
    assert len(zipfile.ZipFile(tmp_path / "all.zip").namelist()) == 3


def test_a_paper_that_fails_is_named_and_has_a_page_in_its_place(town, tmp_path, monkeypatch):
    def fails(item):
        if item.position == 1:
            raise PrintingFailed("ใหญ่เกินไป")
        return whole(item)

    whole = papers.file_of
    monkeypatch.setattr(papers, "file_of", fails)
    _said, progress = run("--agency", town.agency.code, "-o", str(tmp_path / "book.pdf"))
    assert f"{town.assignments[0].name_line}: ใหญ่เกินไป" in progress
    assert len(pypdf.PdfReader(tmp_path / "book.pdf").pages) == 5


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--agency", "nobody"], "ไม่มีหน่วยงาน nobody"),
        (["--all", "--year", "2599"], "ไม่มีปีงบประมาณ 2599"),
        (["--all", "--period", "q4"], "ยังไม่มีเอกสารที่พิมพ์ได้"),
    ],
)
def test_what_cannot_be_printed_is_said(town, tmp_path, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*arguments, "-o", str(tmp_path / "book.pdf"))
    assert not (tmp_path / "book.pdf").exists()
    assert not PrintJob.objects.filter(state__in=PrintJob.ACTIVE).exists()


def test_a_file_that_cannot_be_written_is_said(town, tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(CommandError, match="เขียนไฟล์"):
        run("--agency", town.agency.code, "-o", str(tmp_path / "taken" / "book.pdf"))
