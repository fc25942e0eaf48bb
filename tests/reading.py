"""Reading a page as its text."""

import re

_MARKS = re.compile(r'<span class="visually-hidden">(?:ตัดออก|เพิ่ม) </span>|</?(?:del|ins)>')


def unmarked(html: str) -> str:
    """A page that compares word by word, without what marks the words."""
    return _MARKS.sub("", html)
