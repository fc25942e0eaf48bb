"""What is typed on the pages of a round's parts, as the browser would post it."""

from __future__ import annotations

import re
from typing import Any

STEPS: dict[str, Any] = {
    f"steps-{place}-{column}": value
    for place, (title, weight, due_on) in enumerate(
        (
            ("รวบรวม", "20", "15 ม.ค. 2564"),
            ("คัดเลือก", "20", "29 ม.ค. 2564"),
            ("เสนอ", "20", "15 ก.พ. 2564"),
            ("พัฒนา", "20", "31 ส.ค. 2564"),
            ("สำรวจ", "20", "15 ก.ย. 2564"),
        )
    )
    for column, value in (("title", title), ("weight", weight), ("due_on", due_on))
}
FORMS: dict[str, Any] = {
    f"forms-{place}-{column}": value
    for place, (number, title) in enumerate(
        (("1", "เสนอ"), ("2", "สรุปผล"), ("3", "โครงการ"), ("4", "นำเสนอ"), ("5", "สำรวจ"))
    )
    for column, value in (("number", number), ("title", title))
}
MINIMUMS: dict[str, Any] = {"minimums-0-ideas": "20", "minimums-1-ideas": "15", "minimums-2-ideas": "10"}


def posted(part: str, fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    """`fields` with what a formset's page sends along; `more` is named as the fields, without the part."""
    count = {"steps": 5, "forms": 5, "minimums": 3}[part]
    counts = {f"{part}-TOTAL_FORMS": count, f"{part}-INITIAL_FORMS": count}
    changed = {f"{part}-{name}" if name[0].isdigit() else name: value for name, value in more.items()}
    return counts | fields | changed


def version_in(response: Any) -> str:
    found = re.search(r'name="version" value="([^"]+)"', response.content.decode())
    assert found
    return found.group(1)
