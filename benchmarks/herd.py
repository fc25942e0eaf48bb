"""Many people sign in at once while others work: `python -m benchmarks.herd VENDOR NUMBER` prints JSON."""

from __future__ import annotations

import http.client
import json
import re
import sys
import threading
import time
from typing import Any
from urllib.parse import urlencode

from benchmarks.served import OFFICES, officers, offices, share_below

AT_ONCE, WORKING, QUIET = 50, 4, 10.0  # people, people, seconds


def main(vendor: str, number: int) -> None:
    with offices(vendor, OFFICES) as web:
        working = officers(web, WORKING)
        names = [user.username for _browser, user in officers(web, OFFICES.agencies)]
        before = at_work(working, until_seconds(QUIET))
        ended = threading.Event()
        during: list[float] = []
        others = threading.Thread(target=lambda: during.extend(at_work(working, ended)))
        others.start()
        took, failed, waited = sign_in_all(web.port, [names[place % len(names)] for place in range(number)])
        ended.set()
        others.join()
    found = {"seconds": took, "failed": failed, "p95": share_below(waited, 0.95), "number": number}
    print(json.dumps(found | {"p95 before": share_below(before, 0.95), "p95 during": share_below(during, 0.95)}))


def until_seconds(seconds: float) -> threading.Event:
    ended = threading.Event()
    timer = threading.Timer(seconds, ended.set)
    timer.daemon = True
    timer.start()
    return ended


def at_work(people: list[tuple[Any, Any]], ended: threading.Event) -> list[float]:
    """Each reads his list four times a second until it ends; the seconds that every answer took."""
    times: list[float] = []

    def read(browser: Any) -> None:
        while not ended.wait(0.25):
            began = time.monotonic()
            status, _page = browser.get("/assignments/")
            times.append(time.monotonic() - began if status == 200 else 60.0)

    threads = [threading.Thread(target=read, args=(browser,)) for browser, _user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def sign_in_all(port: int, names: list[str]) -> tuple[float, int, list[float]]:
    """Seconds for all, how many failed, and the seconds that each waited."""
    left, times, failed = list(names), [], []

    def work() -> None:
        while left:
            try:
                name = left.pop()
            except IndexError:
                return
            began = time.monotonic()
            (times if sign_in(port, name) else failed).append(time.monotonic() - began)

    threads = [threading.Thread(target=work) for _person in range(AT_ONCE)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - began, len(failed), times


def sign_in(port: int, name: str) -> bool:
    """The page, then name and password; asked again, as the page says, while there is no room in the line."""
    from kpi_tracker.generated.people import PASSWORD

    for _attempt in range(20):
        held = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            held.request("GET", "/account/sign-in/", headers={"Host": "localhost"})
            answer = held.getresponse()
            page = answer.read().decode()
            cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
            secret = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
            fields = {"csrfmiddlewaretoken": secret[1] if secret else "", "username": name, "password": PASSWORD}
            form = {"Host": "localhost", "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            held.request("POST", "/account/sign-in/", urlencode(fields).encode(), form)
            answer = held.getresponse()
            answer.read()
            if answer.status == 302:
                return True
            if answer.status != 503:
                return False
            time.sleep(min(5.0, float(answer.getheader("Retry-After") or 1)))
        except (OSError, http.client.HTTPException):
            return False
        finally:
            held.close()
    return False


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
