"""A book joined from finished papers: every word, number, tag and way to a page is in it, nothing of the moment."""

import hashlib
import io

import pikepdf
import pypdf
import pytest

from printing.book_binding import bind, first_pages
from printing.books import Book, Chapter, Part
from printing.form_documents import Heading, PageBreak
from printing.pdf import PrintingFailed
from tests.printing.readers import READERS, bare
from tests.printing.sheets import printed, sheet_of

PAPERS = (
    printed(sheet_of(Heading(text="การน้ำ"), PageBreak(), Heading(text="สองหน้า"))),
    printed(sheet_of(Heading(text="กำหนดการ"), title="เล่มสอง")),
)
HEAD = "ปีงบประมาณ พ.ศ. 2564 – สำนักที่ทำงาน"


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    for number, paper in enumerate(PAPERS):
        (folder / f"{number}.pdf").write_bytes(paper)
    return [folder / "0.pdf", folder / "1.pdf"]


def book(papers, **values):
    parts = (
        Part(title="1/สท.การทำงาน", paper=papers[0]),
        Part(title="2/สท.ค่าน้ำ", why_missing="ยังไม่ส่งรายงาน"),
        Part(title="3/สท.กำลังคน", paper=papers[1]),
    )
    values.setdefault("chapters", (Chapter(title="", head=HEAD, parts=parts),))
    return Book(title="รายงานผล", subtitle=("สำนักที่ทำงาน",), year_be="2564", agency="สำนักที่ทำงาน", **values)


@pytest.fixture(scope="module")
def bound(papers, tmp_path_factory):
    place = tmp_path_factory.mktemp("book") / "book.pdf"
    assert bind(book(papers), place) == 6
    return place.read_bytes()


@pytest.mark.parametrize("reader", READERS)
def test_every_word_of_the_papers_is_in_it_for_every_reader(bound, reader):
    read = READERS[reader]
    pages = [bare(page) for page in read(bound)]
    own = [bare(page) for paper in PAPERS for page in read(paper)]
    assert [pages[2].startswith(own[0]), pages[3].startswith(own[1]), pages[5].startswith(own[2])] == [True] * 3
    assert "กำร" not in "".join(pages)


@pytest.mark.parametrize("reader", READERS)
def test_pages_are_numbered_over_the_whole_under_a_running_head(bound, reader):
    pages = [bare(page) for page in READERS[reader](bound)]
    assert pages[0] == "รายงานผลสำนักที่ทำงาน"
    assert [f"หน้า{number}จาก6ของเล่ม" in page for number, page in enumerate(pages, start=1)] == [False] + [True] * 5
    assert [bare(HEAD) in page for page in pages] == [False, False, True, True, True, True]


@pytest.mark.parametrize("reader", READERS)
def test_the_contents_say_the_page_of_each_paper(bound, reader):
    contents = bare(READERS[reader](bound)[1])
    assert contents.startswith("สารบัญ1/สท.การทำงาน32/สท.ค่าน้ำ(ไม่มีเอกสาร)53/สท.กำลังคน6")


def test_a_missing_paper_has_a_page_that_names_it(bound):
    for read in READERS.values():
        assert bare(read(bound)[4]).startswith("2/สท.ค่าน้ำสำนักที่ทำงานยังไม่ส่งรายงาน")


def test_the_outline_and_the_contents_lead_to_the_papers(bound):
    reader = pypdf.PdfReader(io.BytesIO(bound))
    outline = [(each.title, reader.get_destination_page_number(each)) for each in reader.outline]
    assert outline == [("สารบัญ", 1), ("1/สท.การทำงาน", 2), ("2/สท.ค่าน้ำ", 4), ("3/สท.กำลังคน", 5)]
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    links = [link.get_object()["/Dest"] for link in reader.pages[1]["/Annots"]]
    # A line may be made of several rectangles.
    assert list(dict.fromkeys(pages[link[0].idnum] for link in links)) == [2, 4, 5]


def test_the_tags_for_screen_readers_come_along(bound):
    with pikepdf.open(io.BytesIO(bound)) as pdf:
        places = [int(page.obj.StructParents) for page in pdf.pages]
        assert places == [0, 1, 2, 3, 4, 5]
        table = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        for number, page in enumerate(pdf.pages):
            tags = [tag for tag in table[2 * number + 1] if tag is not None]
            assert tags, "nothing on the page is tagged"
            assert {tag.Pg.objgen for tag in tags} == {page.obj.objgen}
        assert pdf.Root.MarkInfo.Marked


def test_the_same_papers_give_the_same_bytes(bound, papers, tmp_path):
    bind(book(papers), tmp_path / "again.pdf")
    assert hashlib.sha256((tmp_path / "again.pdf").read_bytes()).hexdigest() == hashlib.sha256(bound).hexdigest()


def test_chapters_have_heads_and_an_outline_of_their_own(papers, tmp_path):
    parts = [(Part(title=f"ตัวชี้วัดที่ {number}", paper=paper),) for number, paper in enumerate(papers, start=1)]
    chapters = tuple(
        Chapter(title=f"สำนัก {number}", head=f"หัวของสำนัก {number}", parts=of)
        for number, of in enumerate(parts, start=1)
    )
    bind(book(papers, chapters=chapters, thai_digits=True), tmp_path / "city.pdf")
    content = (tmp_path / "city.pdf").read_bytes()
    for read in READERS.values():
        pages = [bare(page) for page in read(content)]
        assert pages[1].startswith("สารบัญสำนัก๑๓ตัวชี้วัดที่๑๓สำนัก๒๕ตัวชี้วัดที่๒๕")
        assert ["หัวของสำนัก๑" in page for page in pages] == [False, False, True, True, False]
        assert pages[4].endswith("หัวของสำนัก๒หน้า๕จาก๕ของเล่ม")
    outline = pypdf.PdfReader(io.BytesIO(content)).outline
    assert [each.title for each in outline if not isinstance(each, list)] == ["สารบัญ", "สำนัก 1", "สำนัก 2"]


def test_a_long_table_of_contents_counts_its_own_pages(papers, tmp_path):
    parts = tuple(
        Part(title=f"ตัวชี้วัดที่ {number} " + "ความสำเร็จของงาน" * 8, why_missing="ยังไม่ส่ง") for number in range(1, 81)
    )
    length = bind(book(papers, chapters=(Chapter(title="", head=HEAD, parts=parts),)), tmp_path / "long.pdf")
    reader = pypdf.PdfReader(tmp_path / "long.pdf")
    first = reader.get_destination_page_number(reader.outline[1]) + 1
    text = bare(reader.pages[1].extract_text())
    assert length == first - 1 + 80
    assert first > 4
    assert f"งาน(ไม่มีเอกสาร){first}ตัวชี้วัดที่2" in text


def test_the_front_of_a_whole_city_may_take_longer_than_a_paper(papers, tmp_path, monkeypatch):
    """683 papers and 409 missing ones took 50 seconds where a paper has 60, and failed on a busy machine."""
    given = []

    def rendered(html, *, limits, **values):
        given.append(limits)
        raise PrintingFailed("asked enough")

    monkeypatch.setattr("printing.books.render", rendered)
    with pytest.raises(PrintingFailed):
        bind(book(papers), tmp_path / "city.pdf")
    assert (given[0].cpu, given[0].wall) == (600, 1800)


def test_first_pages_follow_from_lengths():
    assert first_pages([2, 1, 4], before=3) == [4, 6, 7]
