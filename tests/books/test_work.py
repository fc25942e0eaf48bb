"""A job gets done item by item: once each, whoever dies on the way, and a bad paper stops nobody else."""

import hashlib

import pytest
from django.core import mail

from books.models import PrintJob, PrintJobItem
from books.services import jobs, papers, results, work, workers
from indicators import clock
from indicators.models import Event, KeptPaper
from printing.limits import Limits
from printing.pdf import PrintingFailed
from tests.books.stage import ME, dies, made, order, states, worked
from tests.printing.readers import READERS, bare

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
State = PrintJob.State


def test_a_book_has_what_was_submitted_and_a_page_for_what_was_not(town):
    job = worked(made(town))
    assert (job.state, job.pages) == (State.DONE, 5)
    assert states(job) == ["done", "done", "missing"]
    content = results.place_of(job).read_bytes()
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (job.sha256, job.size)
    for read in READERS.values():
        pages = [bare(page) for page in read(content)]
        assert ["การดำเนินงานที่1น้ำประปา" in page for page in pages] == [False, False, True, False, False]
        assert "ยังไม่ส่งรายงาน" in pages[4]
        assert "หน้า3จาก5ของเล่ม" in pages[2]
    assert PrintJobItem.objects.exclude(document="").count() == 0


def test_what_is_missing_is_skipped_by_choice(town):
    job = worked(made(town, missing=PrintJob.Missing.SKIP))
    assert (job.state, job.pages, states(job)) == (State.DONE, 4, ["done", "done"])


def test_papers_stand_in_the_chosen_order(town):
    rows = order(town).rows
    job = worked(made(town, rows=[rows[1], rows[0]]))
    pages = [bare(page) for page in READERS["pypdf"](results.place_of(job).read_bytes())]
    assert "การดำเนินงานที่2" in pages[2]
    assert "การดำเนินงานที่1" in pages[3]


def test_a_revision_is_rendered_once_for_all_books(town, monkeypatch):
    first = worked(made(town))
    assert KeptPaper.objects.count() == 2

    def rendered_again(*args):
        raise AssertionError("rendered a second time")

    monkeypatch.setattr("indicators.services.kept_papers.rendered", rendered_again)
    again = worked(made(town))
    assert again.sha256 == first.sha256
    assert KeptPaper.objects.count() == 2


def test_separate_files_come_in_one_zip_with_a_list(town):
    import zipfile

    job = worked(made(town, shape=PrintJob.Shape.SEPARATE))
    again = worked(made(town, shape=PrintJob.Shape.SEPARATE))
    assert job.sha256 == again.sha256
    with zipfile.ZipFile(results.place_of(job)) as file:
        names = file.namelist()
        assert [name[:5] for name in names] == ["001 ส", "002 ส", "000 ร"]
        assert all(len(name.encode()) <= 255 for name in names)
        listed = file.read("000 รายการ.txt").decode("utf-8-sig").splitlines()
        assert listed[2].startswith("003 สำนักการทดสอบ – 3/")
        assert listed[2].endswith("(ยังไม่ส่งรายงาน)")
        assert file.read(names[0])[:5] == b"%PDF-"


def test_what_a_dead_worker_had_in_hand_is_taken_up_and_the_bytes_are_the_same(town):
    undisturbed = worked(made(town))
    job = made(town)
    workers.beat("dead")
    assert work.claim(job.pk, "dead").position == 1
    workers.beat(ME)
    assert work.claim(job.pk, ME).position == 2
    assert work.claim(job.pk, ME) is None, "both are in the hands of the living"
    dies("dead")
    taken = work.claim(job.pk, ME)
    assert (taken.position, taken.attempts) == (1, 2)
    work.print_item(taken, ME)
    dies(ME)
    job = worked(job, "worker-2")
    assert (job.state, job.sha256) == (State.DONE, undisturbed.sha256)
    assert states(job) == ["done", "done", "missing"]


def test_a_worker_that_was_thought_dead_changes_nothing_when_it_comes_back(town):
    job = made(town)
    workers.beat("slow")
    item = work.claim(job.pk, "slow")
    dies("slow")
    job = worked(job)
    before = job.items.get(position=1)
    monkey = papers.file_of
    papers.file_of = lambda item: (_ for _ in ()).throw(PrintingFailed("สาย"))
    try:
        work.print_item(item, "slow")
    finally:
        papers.file_of = monkey
    after = job.items.get(position=1)
    assert (after.state, after.failure, after.worker) == (before.state, "", before.worker)


def test_a_book_whose_joiner_died_is_joined_by_another(town):
    undisturbed = worked(made(town))
    job = made(town)
    workers.beat("dead")
    while item := work.claim(job.pk, "dead"):
        work.print_item(item, "dead")
    work._take_to_join(job.pk, "dead")
    workers.beat(ME)
    work.finish(job.pk, ME)
    job.refresh_from_db()
    assert job.state == State.JOINING, "its joiner lives"
    dies("dead")
    work.finish(job.pk, ME)
    job.refresh_from_db()
    assert (job.state, job.sha256) == (State.DONE, undisturbed.sha256)


def test_a_paper_that_kills_every_worker_is_given_up(town):
    job = made(town)
    for number in range(work.MOST_ATTEMPTS):
        workers.beat(f"victim-{number}")
        assert work.claim(job.pk, f"victim-{number}").position == 1
        dies(f"victim-{number}")
    job = worked(job)
    assert job.state == State.INCOMPLETE
    assert states(job) == ["failed", "done", "missing"]
    assert job.items.get(position=1).failure == "ระบบจัดหน้าหยุดทำงานทุกครั้งที่จัดหน้าฉบับนี้"


def failing(monkeypatch, position):
    whole = papers.file_of

    def file_of(item):
        if item.position == position:
            raise PrintingFailed("เอกสารนี้จัดหน้าไม่เสร็จภายในเวลาที่กำหนด")
        return whole(item)

    monkeypatch.setattr(papers, "file_of", file_of)


def test_a_failed_paper_is_named_while_the_others_go_on_and_only_it_is_tried_again(town, monkeypatch):
    undisturbed = worked(made(town))
    with monkeypatch.context() as patched:
        failing(patched, 1)
        job = worked(made(town))
    assert (job.state, states(job)) == (State.INCOMPLETE, ["failed", "done", "missing"])
    assert job.items.get(position=1).failure.startswith("เอกสารนี้จัดหน้าไม่เสร็จ")
    attempts = job.items.get(position=2).attempts
    assert jobs.retry(job, actor=town.officer) == 1
    job = worked(job)
    assert (job.state, job.sha256) == (State.DONE, undisturbed.sha256)
    assert job.items.get(position=2).attempts == attempts


def test_a_book_is_joined_without_what_failed_when_its_owner_says_so(town, monkeypatch):
    failing(monkeypatch, 2)
    job = worked(made(town))
    assert jobs.do_without(job, actor=town.officer)
    job = worked(job)
    assert job.state == State.DONE
    pages = READERS["pypdf"](results.place_of(job).read_bytes())
    assert "จัดหน้าเอกสารฉบับนี้ไม่สำเร็จ" in bare(pages[3])
    assert not jobs.do_without(job, actor=town.officer)


@pytest.mark.parametrize("limits", [Limits(wall=0.05), Limits(memory=100_000_000)], ids=["too slow", "too large"])
def test_a_pathological_paper_is_stopped_and_named_with_its_reason(town, monkeypatch, limits):
    """The limits are made small instead of the paper large."""
    monkeypatch.setattr(papers, "LIMITS", limits)
    job = worked(made(town))
    assert (job.state, states(job)) == (State.INCOMPLETE, ["failed", "failed", "missing"])
    reason = job.items.first().failure
    # A library that gets no memory may also fall, which has a sentence of its own.
    too_large = ("เอกสารนี้ต้องใช้หน่วยความจำเกิน", "ระบบจัดหน้าหยุดทำงานกลางเอกสารนี้")
    assert reason.startswith("เอกสารนี้จัดหน้าไม่เสร็จภายในเวลา" if limits.wall < 1 else too_large)


def test_a_cancelled_job_begins_no_further_paper_and_leaves_no_file(town):
    job = made(town)
    workers.beat(ME)
    item = work.claim(job.pk, ME)
    assert jobs.cancel(job, actor=town.officer)
    work.print_item(item, ME)
    job = worked(job)
    assert (job.state, states(job)) == (State.CANCELLED, ["done", "waiting", "missing"])
    assert not results.place_of(job).exists()
    assert not jobs.cancel(job, actor=town.officer)


def test_a_job_cancelled_while_it_is_joined_stays_cancelled(town, monkeypatch):
    from books.services import joining

    whole = joining.join

    def join(job, worker):
        found = whole(job, worker)
        jobs.cancel(job, actor=town.officer)
        return found

    monkeypatch.setattr(joining, "join", join)
    job = worked(made(town))
    assert job.state == State.CANCELLED
    assert not results.place_of(job).exists()


def test_acts_leave_events_of_the_agency(town):
    job = worked(made(town))
    jobs.fetch(job, actor=town.officer)
    acts = Event.objects.filter(subject="print-job").values_list("action", "actor", "chain")
    assert list(acts) == [
        ("make_print_job", town.officer.pk, town.agency.code),
        ("download_print_job", town.officer.pk, town.agency.code),
    ]


def test_a_book_that_took_its_time_is_told_by_mail(town, django_capture_on_commit_callbacks):
    job = made(town)
    PrintJob.objects.filter(pk=job.pk).update(made_at=clock.database_now() - work.timedelta(minutes=2))
    with django_capture_on_commit_callbacks(execute=True):
        worked(job)
    assert [sent.subject for sent in mail.outbox] == ["KPI Tracker: เล่มที่สั่งพิมพ์พร้อมดาวน์โหลดแล้ว"]
    assert f"/books/{job.pk}/" in mail.outbox[0].body
    with django_capture_on_commit_callbacks(execute=True):
        worked(made(town))
    assert len(mail.outbox) == 1, "who looks at the page needs no mail"
