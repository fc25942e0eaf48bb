"""Fields: stored text is normalised by every road, forms read Thai and answer in Thai."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.test.utils import isolate_apps
from django.utils import translation

from thai import fields

TYPED, STORED = "ส\u0e4d\u0e32นัก\r\nที่\u200bสอง ", "สำนัก\nที่สอง"

with isolate_apps("thai"):

    class Note(models.Model):
        number = models.IntegerField(primary_key=True)
        title = fields.CharField("เรื่อง", max_length=10)
        body = fields.TextField("เนื้อหา", max_length=20, blank=True)

        class Meta:
            app_label = "thai"
            db_table = "thai_note_of_a_test"

        def __str__(self):
            return self.title


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ("title", "body")


@pytest.fixture
def notes(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE thai_note_of_a_test (number integer PRIMARY KEY, title varchar(10), body text)")
    return Note.objects


def stored_body(number=1):
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM thai_note_of_a_test WHERE number = %s", [number])
        return cursor.fetchone()[0]


def test_create_stores_normalised_text_and_shows_it_on_the_object(notes):
    note = notes.create(number=1, title="ก", body=TYPED)
    assert (stored_body(), note.body) == (STORED, STORED)


def test_save_stores_normalised_text(notes):
    note = notes.create(number=1, title="ก")
    note.body = TYPED
    note.save(update_fields=["body"])
    assert stored_body() == STORED


def test_update_stores_normalised_text(notes):
    notes.create(number=1, title="ก")
    notes.update(body=TYPED)
    assert stored_body() == STORED


def test_bulk_create_and_bulk_update_store_normalised_text(notes):
    note = Note(number=1, title="ก", body=TYPED)
    notes.bulk_create([note])
    assert stored_body() == STORED
    note.body = TYPED + TYPED
    notes.bulk_update([note], ["body"])
    assert stored_body() == "สำนัก\nที่สอง สำนัก\nที่สอง"


def test_an_expression_passes_untouched(notes):
    notes.create(number=1, title="เรื่อง")
    notes.update(body=models.F("title"))
    assert stored_body() == "เรื่อง"


def test_a_lookup_finds_what_was_typed_the_other_way(notes):
    notes.create(number=1, title="สำนัก")
    assert notes.filter(title="ส\u0e4d\u0e32นัก").exists()


@pytest.mark.parametrize("bad", ["ก\x00", "ก\ud800", "\x1b"])
def test_text_that_cannot_be_stored_never_reaches_the_database(notes, bad):
    notes.create(number=1, title="ก")
    with pytest.raises(ValidationError, match="อักขระควบคุม"):
        notes.update(body=bad)
    with pytest.raises(ValidationError, match="อักขระควบคุม"):
        notes.create(number=2, title=bad)
    with pytest.raises(ValidationError, match="อักขระควบคุม"):
        Note(number=2, title="ก", body=bad).full_clean(validate_unique=False, validate_constraints=False)


def test_a_model_says_by_how_much_a_text_is_too_long():
    note = Note(number=1, title="ก" * 13, body="ข" * 21)
    with pytest.raises(ValidationError) as refusal:
        note.full_clean(validate_unique=False, validate_constraints=False)
    assert refusal.value.message_dict == {
        "title": ["ยาวเกินไป 3 ตัวอักษร (ไม่เกิน 10 ตัวอักษร)"],
        "body": ["ยาวเกินไป 1 ตัวอักษร (ไม่เกิน 20 ตัวอักษร)"],
    }


def test_paragraphs_are_at_most_twenty_thousand_characters_unless_told():
    assert fields.TextField().max_length == 20_000


@pytest.mark.parametrize("field", [fields.TextField("เนื้อหา", blank=True), fields.CharField(max_length=5)])
def test_a_migration_can_write_a_field_down(field):
    field.set_attributes_from_name("body")
    _name, path, args, kwargs = field.deconstruct()
    assert path == f"thai.fields.{type(field).__name__}"
    assert type(field)(*args, **kwargs).deconstruct()[1:] == (path, args, kwargs)
    code, imports = MigrationWriter.serialize(field)
    assert code.startswith(path)
    assert "import thai.fields" in imports
    assert "validators" not in code


def test_a_model_form_cleans_to_the_stored_form():
    form = NoteForm({"title": " ส\u0e4d\u0e32นัก ", "body": "  ย่อหน้า\r\nสอง"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"title": "สำนัก", "body": "  ย่อหน้า\nสอง"}


def test_an_unchanged_textarea_is_no_change():
    form = NoteForm({"title": "ก", "body": "หนึ่ง\r\nสอง"}, instance=Note(title="ก", body="หนึ่ง\nสอง"))
    assert form.changed_data == []


def test_a_model_form_answers_in_thai_and_names_the_field():
    form = NoteForm({"title": "", "body": "ข" * 1021})
    assert form.errors == {
        "title": ["กรอกเรื่อง"],
        "body": ["ยาวเกินไป 1,001 ตัวอักษร (ไม่เกิน 20 ตัวอักษร)"],
    }
    assert form.has_error("body", "max_length")
    assert form.has_error("title", "required")


@pytest.mark.parametrize("empty", ["", "  ", "\u200b", "\r\n \r\n"])
def test_text_without_a_visible_character_is_no_answer(empty):
    assert NoteForm({"title": empty, "body": empty}).errors == {"title": ["กรอกเรื่อง"]}


def test_text_without_a_visible_character_cleans_to_the_empty_value():
    assert fields.ThaiCharField(required=False, empty_value=None).clean("\u200b") is None


def test_the_length_counts_what_is_stored():
    assert NoteForm({"title": "ส\u0e4d\u0e32" * 5, "body": "ก\r\n" * 10}).is_valid()


@pytest.mark.parametrize("bad", ["ก\x00", "ก\udc00", "\x07"])
def test_a_form_refuses_text_that_cannot_be_stored(bad):
    errors = NoteForm({"title": bad, "body": ""}).errors
    assert len(errors["title"]) == 1
    assert "อักขระควบคุม" in errors["title"][0]


def test_the_browser_is_not_told_to_cut_text():
    assert "maxlength" not in NoteForm().as_p()


class AllForm(forms.Form):
    day = fields.ThaiDateField(label="วันที่ลงนาม")
    amount = fields.ThaiDecimalField(label="วงเงิน", max_digits=8, decimal_places=2, min_value=0, max_value=5000)
    people = fields.ThaiIntegerField(label="จำนวนผู้ใช้บริการ", min_value=1, required=False)


def test_a_form_reads_thai_dates_and_numbers():
    form = AllForm({"day": "๓๐ ส.ค. ๒๕๖๔", "amount": "๑,๒๕๐.๕๐", "people": "1,132"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"day": date(2021, 8, 30), "amount": Decimal("1250.50"), "people": 1132}


def test_an_optional_number_may_stay_empty_and_zero_is_a_number():
    form = AllForm({"day": "30/8/64", "amount": "0", "people": " "})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == 0
    assert form.cleaned_data["people"] is None


def test_what_is_missing_is_named():
    assert AllForm({}).errors == {"day": ["กรอกวันที่ลงนาม"], "amount": ["กรอกวงเงิน"]}


def test_a_label_given_later_counts():
    form = AllForm({})
    form.fields["day"].label = "วันที่ประชุม"
    assert form.errors["day"] == ["กรอกวันที่ประชุม"]


def test_a_form_may_have_words_of_its_own_for_what_is_missing():
    field = fields.ThaiCharField(label="เหตุผล", error_messages={"required": "บอกเหตุผลที่ส่งกลับ"})
    with pytest.raises(ValidationError, match="บอกเหตุผลที่ส่งกลับ"):
        field.clean("")


def test_without_a_label_the_message_is_still_thai():
    with pytest.raises(ValidationError, match="กรอกข้อมูลช่องนี้"):
        fields.ThaiDateField().clean("")


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"day": "30/8/3107"}, {"day": "ปี 3107 อยู่นอกช่วงที่ระบบรับ"}),
        ({"day": "29/2/2564"}, {"day": "ค.ศ. 2021 มี 28 วัน"}),
        ({"amount": "-1"}, {"amount": "ต้องไม่น้อยกว่า 0"}),
        ({"amount": "5000.01"}, {"amount": "ต้องไม่มากกว่า 5000"}),
        ({"amount": "1.005"}, {"amount": "ทศนิยมต้องไม่เกิน 2 ตำแหน่ง"}),
        ({"amount": "สิบบาท"}, {"amount": "“สิบบาท” ไม่ใช่ตัวเลข"}),
        ({"amount": "NaN"}, {"amount": "ไม่ใช่ตัวเลข"}),
        ({"amount": "1,00"}, {"amount": "คั่นทุกสามหลัก"}),
        ({"people": "0"}, {"people": "ต้องไม่น้อยกว่า 1"}),
        ({"people": "1.5"}, {"people": "ไม่ใช่จำนวนเต็ม"}),
    ],
)
def test_a_wrong_answer_is_refused_in_thai_and_kept(typed, sentences):
    form = AllForm({"day": "30/8/2564", "amount": "1", "people": "1"} | typed)
    assert set(form.errors) == set(sentences)
    for name, sentence in sentences.items():
        assert sentence in form.errors[name][0]
        assert form[name].value() == typed[name]


def test_too_many_digits_are_refused_in_thai():
    field = fields.ThaiDecimalField(max_digits=4, decimal_places=2)
    for typed in ("12345", "123.45"):
        with pytest.raises(ValidationError) as refusal:
            field.clean(typed)
        assert all(sentence.startswith("ตัวเลข") for sentence in refusal.value.messages)


def test_stored_values_are_shown_as_people_write_them():
    form = AllForm(initial={"day": date(2021, 4, 15), "amount": Decimal("1250.5"), "people": 1132})
    assert [form[name].value() for name in form.fields] == ["15 เม.ย. 2564", "1,250.50", "1,132"]
    with translation.override("en"):
        assert AllForm(initial={"day": date(2021, 4, 15)})["day"].value() == "15 Apr 2021"


def test_what_is_shown_and_sent_back_is_no_change():
    initial = {"day": date(2021, 4, 15), "amount": Decimal("1250.5"), "people": 1132}
    shown = AllForm(initial=initial)
    assert AllForm({name: shown[name].value() for name in shown.fields}, initial=initial).changed_data == []


def test_no_input_is_left_to_the_browser():
    html = AllForm().as_p()
    assert html.count('type="text"') == 3
    assert [mode in html for mode in ('inputmode="decimal"', 'inputmode="numeric"', 'inputmode="text"')] == [True] * 3


def test_a_date_field_takes_a_value_from_a_spreadsheet():
    assert fields.ThaiDateField().clean(datetime(2564, 8, 30)) == date(2021, 8, 30)
