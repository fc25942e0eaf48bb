"""Requests to the product inside this process, as a browser's, one thread each."""

import re
import threading
import time
from uuid import uuid4


class Officer:
    """Signed in; posts the forms of quarterly reports."""

    def __init__(self) -> None:
        from django.test import Client

        from accounts.models import Membership
        from accounts.roles import Role
        from indicators.models import QuarterlyReport

        officer = Membership.objects.filter(role=Role.OFFICER).select_related("user").order_by("pk")[0]
        self.reports = list(QuarterlyReport.objects.filter(assignment__agency=officer.agency).order_by("pk"))
        self.client = Client(raise_request_exception=False, enforce_csrf_checks=True, SERVER_NAME="localhost")
        self.client.force_login(officer.user)
        page = self.client.get(f"/quarterly-reports/{self.reports[0].pk}/edit/").content.decode()
        self.secret = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

    def post(self, report, verb: str, **fields: object) -> "Answer":
        """Begin; the answer comes in a thread of its own."""
        sent = {"version": report.version, "key": uuid4(), "csrfmiddlewaretoken": self.secret, **fields}
        return Answer(self.client, f"/quarterly-reports/{report.pk}/{verb}/", sent)


class Answer:
    def __init__(self, client, path: str, sent: dict) -> None:
        self.sent, self.began, self.status, self.page, self.seconds = sent, time.monotonic(), 0, "", 0.0
        self._thread = threading.Thread(target=self._ask, args=(client, path, sent), daemon=True)
        self._thread.start()

    def _ask(self, client, path, sent) -> None:
        from django.db import connection

        response = client.post(path, sent)
        self.seconds = time.monotonic() - self.began
        self.page, self.status = response.content.decode(), response.status_code
        connection.close()

    def within(self, seconds: float) -> bool:
        """Whether it is there by then."""
        self._thread.join(max(0.0, self.began + seconds - time.monotonic()))
        return bool(self.status)
