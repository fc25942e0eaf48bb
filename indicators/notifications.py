"""Mails in the words of the person they go to. What they say is read in selectors/notices.py."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from indicators.selectors.notices import Contents
from thai.dates import active_language, format_date


def digest_mail(user: User, contents: Contents) -> EmailMultiAlternatives:
    """The mail of a day. Its Message-ID is that of the person and day: tried again, it is the same mail."""
    with override(user.language):
        context = {
            "user": user,
            "contents": contents,
            "title": _waits(contents),
            "site_url": settings.SITE_URL,
            "home_url": settings.SITE_URL + reverse("home"),
            "settings_url": settings.SITE_URL + reverse("notice-settings"),
        }
        mail = EmailMultiAlternatives(
            subject=_subject(contents),
            body=render_to_string("notices/digest.txt", context),
            to=[user.email],
            headers={
                "Message-ID": f"<notice.{user.pk}.{contents.today}@{urlsplit(settings.SITE_URL).hostname}>",
                "Auto-Submitted": "auto-generated",
                "List-Unsubscribe": f"<{context['settings_url']}>",
            },
        )
        mail.attach_alternative(render_to_string("notices/digest.html", context), "text/html")
    return mail


def _waits(contents: Contents) -> str:
    return _("รอคุณ %(total)s เรื่อง") % {"total": contents.total}


def _subject(contents: Contents) -> str:
    """ "KPI Tracker: รอคุณ 3 เรื่อง เลยกำหนดแล้ว 1 เรื่อง ครบกำหนดใกล้ที่สุด 15 ต.ค. 2564", without what does not apply."""
    parts = [_waits(contents)]
    if contents.overdue:
        parts.append(_("เลยกำหนดแล้ว %(overdue)s เรื่อง") % {"overdue": contents.overdue})
    if contents.nearest:
        day = format_date(contents.nearest, "short", active_language())
        parts.append(_("ครบกำหนดใกล้ที่สุด %(day)s") % {"day": day})
    return f"KPI Tracker: {' '.join(parts)}"
