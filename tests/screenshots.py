"""`make screenshots`: the pictures of the README, taken of the demo year on one fixed day.

No server: Chromium's requests are answered by Django's test client, whose clock stands still. Needs DEBUG, and as
VAR_DIR an empty folder. The same sources give the same pictures.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import django
import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Route, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "img"
DAY = datetime.fromisoformat(
    "2022-01-06T10:00:00+07:00"
)  # the first quarter of the year after the demo's is being reported
HOST = "http://127.0.0.1"
DESK, PHONE = (1366, 768), (360, 740)
COLOURS = 64
AGENCY, NUMBER = "04060000", 8


def main() -> None:
    """Load the demo, take the pictures, write them."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in this thread
    django.setup()
    from django.core.management import call_command

    from indicators import clock

    with clock.travel(DAY), patch("django.utils.timezone.now", lambda: DAY), sync_playwright() as playwright:
        call_command("init", demo=True, stdout=io.StringIO())
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        FOLDER.mkdir(exist_ok=True)
        for name, person, address, size in pages():
            write(name, taken(chromium, person, address, size))
        write("print", paper())
        chromium.close()


def pages() -> list[tuple[str, str, str, tuple[int, int]]]:
    """(picture, who looks, address, size of the window)."""
    from django.urls import reverse

    from accounts.models import User
    from indicators.models import QuarterlyReport
    from indicators.services.review import open_submission
    from innovation.models import InnovationCase

    quarters = QuarterlyReport.objects.filter(assignment__year__be_year=2565, period__kind="q1").order_by("pk")
    case = InnovationCase.objects.get(assignment__agency__code=AGENCY, assignment__year__be_year=2564)
    written = quarters.get(assignment__agency__code=AGENCY, assignment__number=NUMBER)
    reviewed = quarters.filter(status="submitted")[0]
    open_submission(reviewed, actor=User.objects.get(username="evaluator"))
    return [
        ("home", "officer", reverse("home"), DESK),
        ("case", "officer", reverse("case", args=[case.pk]), DESK),
        ("quarterly-report", "officer", reverse("quarterly-report-edit", args=[written.pk]), DESK),
        ("review", "evaluator", reverse("quarterly-report-review", args=[reviewed.pk]), DESK),
        ("dashboard", "evaluator", reverse("dashboard") + "?year=2564#heat-map", DESK),
        ("home-phone", "officer", reverse("home"), PHONE),
    ]


def taken(chromium: Browser, person: str, address: str, size: tuple[int, int]) -> Image.Image:
    """What this person sees at this address."""
    from django.test import Client

    from accounts.models import User

    client = Client(headers={"host": urlsplit(HOST).netloc})
    client.force_login(User.objects.get(username=person))
    window = chromium.new_context(
        locale="th-TH", timezone_id="Asia/Bangkok", viewport={"width": size[0], "height": size[1]}
    )
    window.route("**/*", answering(client))
    page = window.new_page()
    answer = page.goto(HOST + address, wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200, f"{address} as {person}: {answer.status}"
    page.evaluate("document.activeElement.blur()")
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
    window.close()
    return picture


def answering(client: Any) -> Callable[[Route], None]:
    """Pages by the client, files from the folder of made files."""
    from django.conf import settings

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=settings.STATIC_ROOT / path.removeprefix("/static/"))
            return
        response = client.get(route.request.url.removeprefix(HOST), follow=True)
        route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.content)

    return answer


def paper() -> Image.Image:
    """The first page of the printed year-end report."""
    from django.conf import settings
    from django.core.management import call_command

    file = Path(settings.VAR_DIR) / "paper.pdf"
    call_command("print_report", agency=AGENCY, year=2564, number=NUMBER, output=file, stdout=io.StringIO())
    with closing(pypdfium2.PdfDocument(file)) as document:
        return document[0].render(scale=1.2).to_pil()


def write(name: str, picture: Image.Image) -> None:
    """A small PNG."""
    small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(FOLDER / f"{name}.png", optimize=True)
    sys.stdout.write(f"docs/img/{name}.png  {(FOLDER / f'{name}.png').stat().st_size // 1024} KiB\n")


if __name__ == "__main__":
    main()
