"""Mails in the words of the person they go to. What they say is read in selectors/notices.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from indicators.selectors.notices import Contents
from indicators.selectors.unsent import Unsent
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
            body=in_plain_text("notices/digest.txt", context),
            to=[user.email],
            headers={
                "Message-ID": f"<notice.{user.pk}.{contents.today}@{urlsplit(settings.SITE_URL).hostname}>",
                "Auto-Submitted": "auto-generated",
                "List-Unsubscribe": f"<{context['settings_url']}>",
            },
        )
        mail.attach_alternative(render_to_string("notices/digest.html", context), "text/html")
    return mail


def reminder_mail(unsent: Unsent, message_id: str) -> EmailMultiAlternatives:
    """The city's reminder to the officers of one agency, in Thai: it is one letter to all of them. `message_id` is
    that of the reminder: tried again, it is the same mail."""
    with override("th"):
        context = {
            "unsent": unsent,
            "title": _("ขอให้ส่งรายงาน%(period)s ปีงบประมาณ พ.ศ. %(year)s")
            % {"period": unsent.period.get_kind_display(), "year": unsent.period.year},
            "site_url": settings.SITE_URL,
        }
        mail = EmailMultiAlternatives(
            subject=f"KPI Tracker: {context['title']}",
            body=in_plain_text("notices/reminder.txt", context),
            to=[user.email for user in unsent.people],
            headers={
                "Message-ID": f"<{message_id}@{urlsplit(settings.SITE_URL).hostname}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        mail.attach_alternative(render_to_string("notices/reminder.html", context), "text/html")
    return mail


def in_plain_text(template: str, context: Mapping[str, Any]) -> str:
    """The body of a mail. Its template escapes nothing, so it must not count as safe where a page shows it: what
    Django renders does, and what is added to a plain string does not."""
    return "" + render_to_string(template, dict(context))


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
