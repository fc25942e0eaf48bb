from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from accounts.forms.layout import PlainFormMixin
from tests.components.page import by_class, by_id, rendered, tree, words, written

SHOWN = "{% load crispy_forms_tags %}{% crispy form %}"


class Place(PlainFormMixin, forms.Form):
    name = forms.CharField(label="ชื่อสถานที่", help_text="ตามป้าย <หน้าอาคาร>", max_length=5)
    kind = forms.ChoiceField(label="ประเภท", choices=[("a", "สำนัก"), ("b", "เขต")], widget=forms.RadioSelect)
    uses = forms.MultipleChoiceField(label="การใช้", choices=[("x", "ประชุม")], widget=forms.CheckboxSelectMultiple)
    when = forms.SplitDateTimeField(label="วันเวลา")
    office = forms.ChoiceField(label="หน่วยงาน", choices=[("", "เลือก")])
    paper = forms.FileField(label="ไฟล์", help_text="PDF")
    note = forms.CharField(label="หมายเหตุ", required=False)
    later = forms.CharField(label="ผลการดำเนินงาน", required=False)
    read = forms.BooleanField(label="อ่านแล้ว")
    open_now = forms.BooleanField(label="เปิดอยู่", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    needed_to_submit = ("later",)

    def clean(self):
        self.add_error(None, "ข้อมูลขัดกัน")


def wrong():
    return Place({"name": "ยาวกว่าห้า", "note": "คง<b>อยู่", "kind": "z"})


def labels(page):
    return [words(one) for one in page.iter() if one.tag == "legend" or "form-label" in (one.get("class") or "")]


def test_only_what_may_be_left_empty_is_marked():
    assert labels(written(SHOWN, form=Place())) == [
        "ชื่อสถานที่",
        "ประเภท",
        "การใช้",
        "วันเวลา",
        "หน่วยงาน",
        "ไฟล์",
        "หมายเหตุ (ไม่บังคับ)",
        "ผลการดำเนินงาน",
    ]


def test_nothing_asks_the_browser_to_validate():
    html = render_to_string("components/form.html", {"form": wrong(), "actions": []})
    page = tree(html)
    assert not [one for one in page.iter() if one.get("required") is not None]
    assert "*" not in html
    assert next(page.iter("form")).get("novalidate") is not None
    assert next(page.iter("form")).get("enctype") == "multipart/form-data"


def test_the_error_stands_between_label_and_control():
    field = by_id(written(SHOWN, form=wrong()), "div_id_name")
    order = [one.get("id") or one.tag for one in field]
    assert order == ["label", "id_name_helptext", "id_name_error", "id_name"]


def test_help_and_error_are_bound_to_the_control():
    page = written(SHOWN, form=wrong())
    control = by_id(page, "id_name")
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == "id_name_helptext id_name_error"
    radios = by_id(page, "div_id_kind").find("fieldset")
    assert radios.get("role") == "radiogroup"
    assert radios.get("aria-invalid") == "true"
    assert radios.get("aria-describedby") == "id_kind_error"


def test_every_description_that_is_named_exists():
    page = written(SHOWN, form=wrong())
    named = [name for one in page.iter() for name in (one.get("aria-describedby") or "").split()]
    assert len(named) >= 8
    assert [name for name in named if by_id(page, name) is None] == []


def test_a_chooser_of_files_is_described_whichever_widget_makes_it():
    class Two(PlainFormMixin, forms.Form):
        one = forms.FileField(label="หนึ่ง", help_text="PDF")
        two = forms.FileField(label="สอง", help_text="PDF", widget=forms.FileInput)

    html = Template(SHOWN).render(Context({"form": Two()}))
    page = tree(html)
    assert html.count("aria-describedby") == 2
    assert by_id(page, "id_one").get("aria-describedby") == "id_one_helptext"
    assert by_id(page, "id_two").get("aria-describedby") == "id_two_helptext"


def test_the_summary_says_the_same_words_and_leads_to_a_control():
    form = wrong()
    page = rendered("base.html", title="แก้ไข", form=form)
    shown = written(SHOWN, form=form)
    links = by_class(page, "error-summary")[0].findall(".//a")
    for link in links:
        target = by_id(shown, link.get("href").removeprefix("#"))
        assert target is not None
        assert target.tag in {"input", "select", "textarea"} or target.get("tabindex") == "-1"
    at_fields = [words(one) for one in by_class(shown, "field-error")]
    assert [words(one) for one in links] == at_fields
    hrefs = [one.get("href") for one in links]
    assert "#id_kind_0" in hrefs
    assert "#id_uses_0" in hrefs
    assert "#id_when_0" in hrefs


def test_the_summary_takes_the_focus_and_stands_first():
    page = rendered("base.html", title="แก้ไข", form=wrong())
    first = next(page.iter("main"))[0]
    assert first.get("class") == "error-summary"
    assert first.get("tabindex") == "-1"
    assert first.get("autofocus") is not None
    assert words(first.find("h2")) == "มีข้อผิดพลาดในแบบฟอร์มนี้"
    assert words(page.find(".//title")).startswith("ข้อผิดพลาด: แก้ไข")


def test_an_error_of_a_hidden_field_is_told_without_a_link():
    page = rendered("base.html", form=wrong())
    unlinked = [one for one in by_class(page, "error-summary")[0].iter("li") if one.find("a") is None]
    assert len(unlinked) == 1


def test_a_form_not_sent_yet_has_no_summary():
    page = rendered("base.html", title="กรอก", form=Place(), forms=[Place(prefix="b")])
    assert not by_class(page, "error-summary")
    assert words(page.find(".//title")).startswith("กรอก")


def test_several_forms_share_one_summary():
    other = Place({}, prefix="b")
    form = wrong()
    page = rendered("base.html", form=form, forms=[form, other])
    summary = words(by_class(page, "error-summary")[0])
    assert summary.count("โปรดเลือกหน่วยงาน") == 2
    assert summary.count("ข้อมูลขัดกัน") == 2


def test_an_empty_field_is_named_in_its_message():
    errors = Place({}).errors
    assert errors["name"] == ["โปรดกรอกชื่อสถานที่"]
    assert errors["office"] == ["โปรดเลือกหน่วยงาน"]
    assert errors["read"] == ["โปรดทำเครื่องหมายที่ “อ่านแล้ว”"]


def test_a_message_of_the_form_itself_is_kept():
    class Own(PlainFormMixin, forms.Form):
        name = forms.CharField(error_messages={"required": "ขอชื่อด้วย"})

    assert Own({}).errors["name"] == ["ขอชื่อด้วย"]


def test_what_was_typed_stays_and_is_only_text():
    page = written(SHOWN, form=wrong())
    assert by_id(page, "id_note").get("value") == "คง<b>อยู่"
    assert words(by_id(page, "id_name_helptext")) == "ตามป้าย <หน้าอาคาร>"
    assert not list(page.iter("b"))


def test_a_form_without_a_helper_looks_the_same():
    class Bare(forms.Form):
        name = forms.CharField(label="ชื่อ", required=False)

    page = written("{% load crispy_forms_tags %}{{ form|crispy }}", form=Bare())
    assert labels(page) == ["ชื่อ (ไม่บังคับ)"]


class Entry(PlainFormMixin, forms.Form):
    day = forms.CharField(label="วันที่")


class AtLeastTwo(forms.BaseFormSet):
    def clean(self):
        raise forms.ValidationError("ต้องมีอย่างน้อยสองรายการ")


Entries = forms.formset_factory(Entry, formset=AtLeastTwo, extra=1)


def test_errors_of_a_formset_are_summed_up_too():
    formset = Entries({"e-TOTAL_FORMS": "2", "e-INITIAL_FORMS": "0", "e-0-day": "1"}, prefix="e")
    formset[1].empty_permitted = False
    page = rendered("base.html", formset=formset)
    shown = rendered("components/formset.html", formset=formset, label="รายการ")
    links = [(one.get("href"), words(one)) for one in by_class(page, "error-summary")[0].iter("a")]
    assert links == [("#errors_e", "ต้องมีอย่างน้อยสองรายการ"), ("#id_e-1-day", "โปรดกรอกวันที่")]
    assert all(by_id(shown, href.removeprefix("#")) is not None for href, _ in links)
    assert [words(one) for one in shown.iter("legend")] == ["รายการ 1", "รายการ 2"]
