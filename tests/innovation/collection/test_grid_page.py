"""The grid of Form 1 through the pages: saved all at once or not at all, nothing typed lost."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.roles import Role
from innovation.models import Idea
from tests import make, make_case
from tests.innovation.collection.conftest import Cast

pytestmark = pytest.mark.sqlite_alone


def grid(cast: Cast) -> str:
    return reverse("collection-ideas", args=[cast.collection.pk])


def rows(cast: Cast, *titles: str, **fields: str) -> dict[str, str]:
    """A posted grid with a complete row for each title and an empty one at the end."""
    cells = {"rows-TOTAL_FORMS": str(len(titles) + 1), "rows-INITIAL_FORMS": "0"}
    for place, title in enumerate([*titles, ""]):
        row = {"key": str(uuid4()), "type": str(cast.type.pk)}
        if title:
            row |= {"title": title, "problem": "ปัญหา", "proposal": "วิธี", "benefit": "ผล", "name": f"คนที่ {place + 1}"}
        cells |= {f"rows-{place}-{name}": value for name, value in row.items()}
    return cells | {name.replace("__", "-"): value for name, value in fields.items()}


def test_rows_become_ideas_and_empty_ones_do_not(cast: Cast) -> None:
    answer = cast.client(cast.officer).post(grid(cast), rows(cast, "หนึ่ง", "สอง"), follow=True)
    assert answer.redirect_chain == [(reverse("collection", args=[cast.collection.pk]), 302)]
    assert "บันทึกแล้ว 2 ชุด" in answer.text
    assert "2 จาก 10 ชุด" in answer.text
    assert [(idea.number, idea.title, idea.proposer.name) for idea in Idea.objects.order_by("number")] == [
        (1, "หนึ่ง", "คนที่ 1"),
        (2, "สอง", "คนที่ 2"),
    ]


def test_a_15th_idea_that_is_too_long_is_named_and_the_other_14_stay(cast: Cast) -> None:
    titles = [f"เรื่องที่ {number}" for number in range(1, 16)]
    long = "ก" * 20_001
    given = rows(cast, *titles, **{"rows__14__proposal": long})
    answer = cast.client(cast.officer).post(grid(cast), given)
    assert answer.status_code == 422
    sentence = "แถวที่ 15 แนวคิด/วิธีการพัฒนา: ยาวเกินไป 1 ตัวอักษร (ไม่เกิน 20,000 ตัวอักษร)"
    assert answer.text.count(sentence) == 2, "in the summary and at the field"
    assert 'href="#id_rows-14-proposal"' in answer.text
    assert 'id="id_rows-14-proposal_error"' in answer.text
    assert all(f'value="{title}"' in answer.text for title in titles)
    assert long in answer.text
    assert not Idea.objects.exists()
    put_right = {**given, "rows-14-proposal": long[:-1]}
    cast.client(cast.officer).post(grid(cast), put_right)
    assert list(Idea.objects.order_by("number").values_list("title", flat=True)) == titles


def test_the_same_grid_sent_twice_saves_once(cast: Cast) -> None:
    given = rows(cast, "หนึ่ง", "สอง")
    client = cast.client(cast.officer)
    first, second = client.post(grid(cast), given), client.post(grid(cast), given)
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert Idea.objects.count() == 2


def test_a_row_saved_before_and_changed_since_is_named(cast: Cast) -> None:
    given = rows(cast, "หนึ่ง", "สอง")
    client = cast.client(cast.officer)
    client.post(grid(cast), given)
    answer = client.post(grid(cast), {**given, "rows-1-title": "สอง แก้แล้ว"})
    assert answer.status_code == 422
    assert "แถวที่ 2 เรื่อง/ชื่อแนวคิด: แถวนี้บันทึกไว้แล้วเป็นชุดที่ 2 ด้วยข้อความอื่น" in answer.text
    assert 'value="สอง แก้แล้ว"' in answer.text


def test_a_row_with_only_a_name_is_no_empty_row(cast: Cast) -> None:
    answer = cast.client(cast.officer).post(grid(cast), rows(cast, "หนึ่ง", **{"rows__1__name": "ลืมกรอกเรื่อง"}))
    assert answer.status_code == 422
    assert "แถวที่ 2 เรื่อง/ชื่อแนวคิด: " in answer.text
    assert not Idea.objects.exists()


def test_a_forged_type_is_refused_at_its_field(cast: Cast) -> None:
    answer = cast.client(cast.officer).post(grid(cast), rows(cast, "หนึ่ง", **{"rows__0__type": "999999"}))
    assert answer.status_code == 422
    assert "แถวที่ 1 ประเภทนวัตกรรม: ไม่รู้จักประเภท “999999” โปรดเลือกใหม่" in answer.text


def test_nothing_typed_is_said_so(cast: Cast) -> None:
    answer = cast.client(cast.officer).post(grid(cast), rows(cast), follow=True)
    assert "ยังไม่มีแถวใดที่กรอก" in answer.text
    assert not Idea.objects.exists()


def test_more_rows_than_one_form_holds_come_back(cast: Cast) -> None:
    titles = [f"เรื่อง {number}" for number in range(101)]
    answer = cast.client(cast.officer).post(grid(cast), rows(cast, *titles))
    assert answer.status_code == 422
    assert "มี 101 แถว บันทึกได้ครั้งละไม่เกิน 100 แถว ยังไม่ได้บันทึกแถวใด" in answer.text
    assert 'value="เรื่อง 100"' in answer.text
    assert cast.client(cast.officer).post(grid(cast), rows(cast, *titles[:100])).status_code == 302
    assert Idea.objects.count() == 100


PASTED = (
    "ประเภท\tเรื่อง\tสภาพปัญหา\tแนวคิด\tประโยชน์\tผู้เสนอ\r\n"
    '2\tรถบริการ\t"ไกล\nรอนาน"\tออกหน่วย\tเร็ว\tนางสาวสมศรี\r\n'
    "บริหาร\tรวมแฟ้ม\tแฟ้มกระจาย\tรวมที่เดียว\tหาง่าย\r\n"
)


def paste(cast: Cast, text: str, **more: Any) -> Any:
    given = rows(cast, "พิมพ์ไว้ก่อน") | {"pasted": text, "paste": "1", **more}
    return cast.client(cast.officer).post(grid(cast), given)


def test_pasted_text_becomes_rows_to_look_over(cast: Cast) -> None:
    answer = paste(cast, PASTED)
    assert answer.status_code == 200
    assert "นำมา 2 แถวแล้ว ยังไม่ได้บันทึก ตรวจแล้วกดบันทึก" in answer.text
    assert not Idea.objects.exists()
    forms = answer.context["formset"].forms
    assert [form["title"].value() for form in forms] == ["พิมพ์ไว้ก่อน", "รถบริการ", "รวมแฟ้ม", None]
    assert [form["type"].value() for form in forms[:2]] == [str(cast.type.pk)] * 2
    assert forms[2].cleaned_data["type"].label == "นวัตกรรมการบริหาร/องค์กร"
    assert (forms[1]["problem"].value(), forms[1]["name"].value()) == ("ไกล\nรอนาน", "นางสาวสมศรี")


def test_pasted_rows_are_judged_before_they_are_saved(cast: Cast) -> None:
    answer = paste(cast, "ประดิษฐ์\tรถ\tไกล\tออก\tเร็ว\t\t\t\tเกินมา")
    assert answer.status_code == 422
    assert "แถวที่ 2 ประเภทนวัตกรรม: ไม่รู้จักประเภท “ประดิษฐ์” โปรดเลือกใหม่" in answer.text
    assert "คอลัมน์ที่เกินไม่มีช่องให้ใส่: เกินมา" in answer.text
    assert 'value="พิมพ์ไว้ก่อน"' in answer.text


def test_too_much_pasted_text_stays_where_it_is(cast: Cast) -> None:
    text = "\n".join(f"2\tเรื่อง {number}\tก\tข\tค" for number in range(100))
    answer = paste(cast, text)
    assert answer.status_code == 422
    assert "รวมแล้วเกิน 100 แถว ยังไม่ได้นำแถวใดมา แบ่งวางหลายครั้ง" in answer.text
    assert "2\tเรื่อง 99\tก\tข\tค</textarea>" in answer.text
    assert 'value="พิมพ์ไว้ก่อน"' in answer.text
    assert "ยังไม่มีแถวให้นำมา" in paste(cast, " \t \n").text


def test_the_page_offers_rows_and_a_grid_in_the_collection(cast: Cast) -> None:
    client = cast.client(cast.officer)
    assert client.get(grid(cast)).text.count('name="rows-') >= 10 * 8
    page = client.get(reverse("collection", args=[cast.collection.pk]))
    assert f'action="{grid(cast)}"' in page.text
    other = cast.client(make.user(Role.HEAD, cast.agency)).get(reverse("collection", args=[cast.collection.pk]))
    assert f'action="{grid(cast)}"' not in other.text


def test_strangers_other_roles_and_other_moments_are_refused(cast: Cast) -> None:
    given = rows(cast, "หนึ่ง")
    assert cast.client(cast.stranger).post(grid(cast), given).status_code == 404
    assert cast.client(cast.secretariat).post(grid(cast), given).status_code == 403
    make_case.sent(cast.case)
    before = Idea.objects.count()
    late = cast.client(cast.officer).post(grid(cast), given)
    assert late.status_code == 409
    assert Idea.objects.count() == before


def test_a_grid_refused_at_the_wrong_moment_shows_what_was_typed(cast: Cast) -> None:
    make_case.sent(cast.case)
    answer = cast.client(cast.officer).post(grid(cast), rows(cast, "เรื่องที่พิมพ์ไว้นานแล้ว"))
    assert answer.status_code == 409
    assert "เรื่องที่พิมพ์ไว้นานแล้ว" in answer.text
