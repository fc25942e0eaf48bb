import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from kpi_tracker.templatetags.components import STATUS_LOOKS
from tests.components.page import by_class, rendered, words, written


def tag_of(status: str, word: str = ""):
    return written("{% load components %}{% status_tag status word %}", status=status, word=word)


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("not_started", "ยังไม่เริ่ม"),
        ("draft", "กำลังทำ"),
        ("submitted", "ส่งแล้ว"),
        ("returned", "ขอแก้ไข"),
        ("endorsed", "เห็นชอบแล้ว"),
        ("accepted", "ผ่านการตรวจประเมินแล้ว"),
        ("locked", "ยังเริ่มไม่ได้"),
        ("on_plan", "ตามแผน"),
        ("at_risk", "เสี่ยง"),
        ("delayed", "ล่าช้า"),
        ("not_sent", "ยังไม่ส่ง"),
    ],
)
def test_a_status_is_told_by_word_and_shape(status, word):
    tag = by_class(tag_of(status), "status-tag")[0]
    assert words(tag) == word
    assert tag.tag == "span"
    (shape,) = by_class(tag, "icon")
    assert shape.get("aria-hidden") == "true"
    assert list(shape.iter()) != [shape]


def test_statuses_that_stand_side_by_side_differ_in_shape():
    plan = ["on_plan", "at_risk", "delayed", "not_sent"]
    course = ["not_started", "locked", "draft", "submitted", "returned", "endorsed", "accepted"]
    for group in (plan, course):
        shapes = {(STATUS_LOOKS[one].icon, STATUS_LOOKS[one].flipped) for one in group}
        assert len(shapes) == len(group)


def test_delayed_stands_on_its_head():
    for status, flipped in (("on_plan", 0), ("delayed", 1)):
        assert len(by_class(tag_of(status), "icon-flipped")) == flipped


def test_another_word_may_be_used_for_a_status():
    assert words(tag_of("draft", "ร่าง")) == "ร่าง"


def test_a_word_that_was_safe_once_is_escaped_when_it_is_not():
    assert words(tag_of("draft", mark_safe("<b>ร่าง</b>"))) == "ร่าง"
    assert words(tag_of("draft", "<b>ร่าง</b>")) == "<b>ร่าง</b>"


def test_a_status_without_a_look_is_shown_by_its_code():
    assert words(tag_of("<odd>")) == "<odd>"


def test_a_locked_task_is_no_link_and_says_why():
    tasks = [
        {"name": "ส่งรายงาน", "url": "/q3", "status": "draft", "last": "สมศรี 2 ก.ค. 2564"},
        {"name": "สรุปสิ้นปี", "status": "locked", "locked_reason": "รอรายงานไตรมาส 4 ก่อน"},
    ]
    page = rendered("components/task_list.html", tasks=tasks, ordered=True)
    assert [(words(one), one.get("href")) for one in page.iter("a")] == [("ส่งรายงาน", "/q3")]
    rows = by_class(page, "task")
    assert words(rows[0]) == "1. ส่งรายงาน กำลังทำ สมศรี 2 ก.ค. 2564"
    assert words(rows[1]) == "2. สรุปสิ้นปี รอรายงานไตรมาส 4 ก่อน ยังเริ่มไม่ได้"
    assert "task-locked" in rows[1].get("class")


def test_tasks_in_free_order_are_not_numbered():
    page = rendered("components/task_list.html", tasks=[{"name": "ไตรมาส 1", "url": "/", "status": "draft"}])
    assert words(page) == "ไตรมาส 1 กำลังทำ"
    assert next(page.iter("ul")) is not None


def test_an_event_says_who_when_and_quotes_the_reason():
    event = {"what": "ขอแก้ไข", "who": "สยป.", "when": "5 ก.ค. 2564", "iso": "2021-07-05", "quote": "ข้อ 1\nข้อ 2"}
    page = rendered("components/timeline.html", events=[event])
    assert words(page).startswith("ขอแก้ไข สยป. · 5 ก.ค. 2564")
    assert next(page.iter("time")).get("datetime") == "2021-07-05"
    assert by_class(page, "written")[0].text == "ข้อ 1\nข้อ 2"


def test_evidence_is_numbered_and_tells_what_is_missing():
    page = rendered(
        "components/evidence_table.html",
        evidence=[
            {"type": "หนังสือ", "number": "กท 1", "date": "1 ม.ค. 2564", "subject": "เชิญประชุม", "url": "/d/1"},
            {"type": "ภาพถ่าย", "subject": "พิธีเปิด", "place": "แฟ้มที่ 3", "missing": "ยังไม่มีวันที่"},
        ],
    )
    rows = [[words(cell) for cell in row] for row in page.find(".//tbody")]
    assert rows == [
        ["1", "หนังสือ", "กท 1", "1 ม.ค. 2564", "เชิญประชุม", ""],
        ["2", "ภาพถ่าย", "–", "–", "พิธีเปิด ยังไม่มีวันที่", "แฟ้มที่ 3"],
    ]


def test_a_table_scrolls_in_a_named_region_that_takes_the_focus():
    page = written(
        "{% load components %}{% data_table caption='<ก>' region='r' %}"
        "<tbody><tr><th scope='row'>{{ v }}</th></tr></tbody>{% enddata_table %}",
        v="<script>",
    )
    region = by_class(page, "table-region")[0]
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    caption = next(page.iter("caption"))
    assert caption.get("id") == region.get("aria-labelledby")
    assert words(caption) == "<ก>"
    assert words(next(page.iter("th"))) == "<script>"


def test_a_change_link_says_what_it_changes():
    rows = [{"term": "อุปสรรค", "value": "", "url": "/e#id_x"}, {"term": "คะแนน", "value": 0}]
    page = rendered("components/summary_list.html", rows=rows)
    assert [words(one) for one in page.iter("a")] == ["แก้ไข อุปสรรค"]
    assert [words(one) for one in page.iter("dd")] == ["ไม่ได้ระบุ", "แก้ไข อุปสรรค", "0"]


def test_facts_keep_line_breaks_and_zero():
    page = rendered("components/definition_rows.html", rows=[("ก", "1\n 2"), ("ข", 0), ("ค", None)])
    assert [one.text for one in by_class(page, "written")] == ["1\n 2", "0", "–"]


def test_a_difference_is_told_in_words_and_adds_no_blank():
    page = rendered(
        "components/field_diff.html",
        label="ผล",
        before_title="รอบที่ 1",
        after_title="รอบที่ 2",
        before_parts=[("same", "งาน"), ("deleted", "ด้าน"), ("same", "หน้า")],
        after_parts=[("same", "งาน"), ("inserted", "ด่าน"), ("same", "หน้า")],
    )
    before, after = ("".join(one.itertext()) for one in by_class(page, "written"))
    assert before == "งานตัดออก ด้านหน้า"
    assert after == "งานเพิ่ม ด่านหน้า"
    assert len(list(page.iter("del"))) == len(list(page.iter("ins"))) == 1
    assert len(by_class(page, "visually-hidden")) == 2


def test_an_unchanged_field_is_folded_away():
    page = rendered("components/field_diff.html", label="ผล", unchanged=True, after="เดิม")
    assert words(next(page.iter("summary"))) == "ผล – ไม่เปลี่ยน"
    assert next(page.iter("details")).get("open") is None


ACTIONS = [
    {"label": "ส่ง", "style": "primary", "url": "/submit", "post": True, "hidden": [("version", "4")]},
    {"label": "พิมพ์", "url": "/print"},
    {"label": "บันทึก", "name": "next", "value": "save"},
    {"label": "ขอแก้ไข", "code": "back", "url": "/return", "post": True, "reason": "เหตุผล"},
]


def test_actions_are_links_posts_and_buttons_as_listed():
    page = rendered("components/action_bar.html", actions=ACTIONS)
    assert [(words(one), one.get("href")) for one in page.iter("a")] == [("พิมพ์", "/print")]
    assert [one.get("action") for one in page.iter("form")] == ["/submit", "/return"]
    sent = [(one.get("name"), one.get("value")) for one in next(page.iter("form")).iter("input")]
    assert ("version", "4") in sent
    inside = set(next(page.iter("form")).iter("button")) | set(list(page.iter("form"))[1].iter("button"))
    loose = [one for one in page.iter("button") if one not in inside]
    assert [(words(one), one.get("name"), one.get("value")) for one in loose] == [("บันทึก", "next", "save")]
    assert words(by_class(page, "btn-primary")[0]) == "ส่ง"


def test_an_act_that_needs_a_reason_asks_for_it_first():
    page = rendered("components/action_bar.html", actions=ACTIONS)
    (fold,) = page.iter("details")
    assert fold.get("open") is None
    (box,) = fold.iter("textarea")
    assert box.get("name") == "reason"
    assert box.get("id") == next(fold.iter("label")).get("for")


def test_a_refused_reason_comes_back_open_with_its_text():
    action = {**ACTIONS[3], "reason_error": "โปรดระบุเหตุผล", "reason_value": "\nสั้น</textarea>ไป"}
    page = rendered("components/action_bar.html", actions=[action])
    (fold,) = page.iter("details")
    (box,) = fold.iter("textarea")
    assert fold.get("open") is not None
    assert box.text == "\nสั้น</textarea>ไป"
    assert box.get("aria-invalid") == "true"
    assert words(by_class(fold, "field-error")[0]) == "โปรดระบุเหตุผล"


def test_pages_keep_the_filter():
    request = RequestFactory().get("/queue", {"status": "late", "page": "2"})
    page = rendered("components/pagination.html", page=Paginator(range(30), 10).page(2), request=request)
    assert words(page) == "ก่อนหน้า หน้า 2 จาก 3 ถัดไป"
    assert [one.get("href") for one in page.iter("a")] == ["?status=late&page=1", "?status=late&page=3"]


def test_one_page_needs_no_paging():
    assert words(rendered("components/pagination.html", page=Paginator([1], 10).page(1))) == ""


def test_an_empty_list_has_a_sentence_and_one_way_on():
    page = rendered("components/empty_state.html", text="ไม่มีงานค้าง", url="/new", action="เพิ่ม")
    assert words(page) == "ไม่มีงานค้าง เพิ่ม"
    assert len(list(page.iter("a"))) == 1


def test_a_message_takes_no_heading_from_the_page_around_it():
    source = "{% include 'components/notification.html' with text='ก' %}"
    assert "ชื่อหน้า" not in Template(source).render(Context({"title": "ชื่อหน้า"}))
