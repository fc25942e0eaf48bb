"""What somebody types is never taken for a template of ours, nor a mail's text for HTML."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString

from indicators.notifications import in_plain_text
from innovation.models import Activity
from tests.innovation.development.conftest import Scene, scene, scene_of_the_file, signed_in

__all__ = ["scene", "scene_of_the_file"]

TYPED = "{% now 'Y' %}{{ form }}<b>ประชุม</b>"
SHOWN = "{% now &#x27;Y&#x27; %}{{ form }}&lt;b&gt;ประชุม&lt;/b&gt;"


@pytest.mark.django_db
def test_an_activity_is_called_what_was_typed(scene: Scene) -> None:
    Activity.objects.filter(project=scene.development.project).update(name=TYPED)
    page = signed_in(scene.officer).get(f"/developments/{scene.development.pk}/edit/")
    assert page.status_code == 200
    assert SHOWN in page.text
    assert TYPED not in page.text


def test_the_words_of_a_mail_are_no_html() -> None:
    text = in_plain_text("books/finished.txt", {"job": None, "url": "https://kpi.example/?a=1&b=2"})
    assert "a=1&b=2" in text
    assert not isinstance(text, SafeString)
    assert escape_again("<b>" + text).startswith("&lt;b&gt;")


def escape_again(text: str) -> str:
    """What a page makes of it."""
    return Template("{{ text }}").render(Context({"text": text}))
