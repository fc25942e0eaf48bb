"""Print jobs of the scene's people: one waiting, one with a failed paper, one done, all of the officer "off"; and one
of the whole city, done, of the secretary "sec"."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.urls import reverse

from accounts.models import User
from books.models import PrintJob, PrintJobItem
from books.services import results
from indicators.models import FiscalYear, StoredFile
from tests import make
from tests.access.scene import Scene


class BooksScene:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.year = FiscalYear.objects.get(be_year=2564)
        self.file = StoredFile.objects.first() or StoredFile.objects.create(
            sha256="b" * 64, size=8, extension="pdf", content_type="application/pdf"
        )
        self.jobs: dict[str, PrintJob] = {}

    def prepare(self, address: str, state: str) -> None:
        """The jobs, when a line first asks for one."""
        if self.jobs:
            return
        officer, secretary = self.scene.people["off"], self.scene.people["sec"]
        for name in ("waiting", "incomplete", "done"):
            self.jobs[name] = self._job(officer, name)
        self.jobs["city"] = self._job(secretary, "done", kind="city", agency=None)

    def _job(self, owner: User | None, state: str, **values: Any) -> PrintJob:
        ended = {"ended_at": make.at("2021-10-04"), "expires_at": make.at("2021-10-11"), "sha256": "a" * 64}
        told = {"kind": "agency", "shape": "book", "missing": "page", "agency": self.scene.agency, "period": "q1"}
        job = PrintJob.objects.create(
            owner=owner,
            key=uuid4(),
            year=self.year,
            state=state,
            made_at=make.at("2021-10-04"),
            title="เล่ม",
            **(told | (ended if state == "done" else {}) | values),
        )
        item = {"done": {"state": "done", "file": self.file, "pages": 1}, "incomplete": {"state": "failed"}}
        PrintJobItem.objects.create(job=job, position=1, title="รายงาน", **item.get(state, {}))
        if state == "done":
            results.place_of(job).parent.mkdir(parents=True, exist_ok=True)
            results.place_of(job).write_bytes(b"%PDF-1.7")
        return job

    def request(self, address: str, state: str) -> tuple[str, dict[str, Any]]:
        """The address; in the state "agency" and "city" of the print centre with such a book chosen, in "order" with
        a form that orders nothing."""
        if address != "print-centre":
            return reverse(address, args=[self.jobs[state].pk]), {}
        chosen = {"agency": f"?kind=agency&agency={self.scene.agency.code}", "city": "?kind=city"}
        return reverse(address) + chosen.get(state, ""), {"key": str(uuid4()), "missing": "page", "shape": "book"}


def build(scene: Scene) -> BooksScene:
    """What answers for the addresses of this part."""
    return BooksScene(scene)
