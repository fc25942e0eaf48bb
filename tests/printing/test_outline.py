from printing.outline import Line, numbered, plain


def test_it_numbers_three_levels():
    text = "# ก\n## ข\n## ค\n### ง\n### จ\n# ฉ\n## ช"

    assert numbered(text) == [
        Line(1, "1.", "ก"),
        Line(2, "1.1", "ข"),
        Line(2, "1.2", "ค"),
        Line(3, "1.2.1", "ง"),
        Line(3, "1.2.2", "จ"),
        Line(1, "2.", "ฉ"),
        Line(2, "2.1", "ช"),
    ]


def test_other_lines_stand_as_they_are():
    text = "ข้อความ\n  เยื้อง\n\n1. เลขที่เขียนเอง\n- ขีด\n#ไม่มีวรรค\n#### สี่ชั้น\n# "

    assert [line.text for line in numbered(text)] == text.split("\n")
    assert {(line.depth, line.number) for line in numbered(text)} == {(0, "")}


def test_text_between_does_not_restart_the_numbers():
    assert [line.number for line in numbered("# ก\nคั่น\n# ข")] == ["1.", "", "2."]


def test_a_level_that_was_skipped_is_drawn_up():
    assert [line.number for line in numbered("### ก\n### ข\n# ค\n### ง")] == ["1.", "1.1", "2.", "2.1"]


def test_an_empty_text_has_no_lines():
    assert numbered("") == []
    assert plain("") == []


def test_plain_numbers_nothing():
    assert plain("# ก\nข") == [Line(0, "", "# ก"), Line(0, "", "ข")]
