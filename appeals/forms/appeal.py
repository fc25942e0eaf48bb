"""What an officer fills in for an appeal: the draft with its letter, and the files that come with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from appeals.models import Appeal
from appeals.selectors.subjects import criteria_in_force, subject_words
from appeals.services.letters import Letter
from indicators.forms.documents import FilesField
from indicators.forms.reason import ReasonForm
from indicators.models import Assignment, Document, YearCode
from indicators.models.score import WHOLE_ASSIGNMENT
from thai.dates import active_language, format_date
from thai.fields import ThaiCharField, ThaiDateField, ThaiTextField

# So many letters of the register are offered, the newest first; an older one is found by its number in the register.
MOST_LETTERS = 200
LETTER_FIELDS = ("letter_number", "letter_speed", "letter_date", "letter_subject")
_DAY_HELP = _("เช่น 7 ก.ค. 2564 หรือ 7/7/2564")


def subject_choices(assignment: Assignment) -> list[tuple[int, str]]:
    """The assignment as a whole, and each criterion as it reads now."""
    criteria = [
        (each.position, f"{subject_words(each.position)}: {each.text}") for each in criteria_in_force(assignment)
    ]
    return [(WHOLE_ASSIGNMENT, subject_words(WHOLE_ASSIGNMENT)), *criteria]


class AppealForm(PlainFormMixin, forms.Form):
    """The draft. A draft may leave everything empty; a letter typed in place needs number, date and subject."""

    needed_to_submit = (
        *("cause", "what_happened", "requested_outcome", "letter"),
        *("letter_number", "letter_date", "letter_subject"),
    )

    position = forms.TypedChoiceField(
        label=_("เรื่องที่อุทธรณ์"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกเรื่องที่อุทธรณ์"), "invalid_choice": _("เลือกจากรายการ")},
    )
    cause = forms.ModelChoiceField(
        YearCode.objects.none(),
        label=_("สาเหตุการอุทธรณ์"),
        required=False,
        empty_label=_("เลือกสาเหตุ"),
        error_messages={"invalid_choice": _("เลือกสาเหตุจากรายการ")},
    )
    what_happened = ThaiTextField(
        label=_("เหตุที่เกิดขึ้น"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("เกิดอะไรขึ้น เมื่อใด และทำให้ดำเนินการตามเกณฑ์ไม่ได้อย่างไร"),
    )
    requested_outcome = forms.ModelChoiceField(
        YearCode.objects.none(),
        label=_("ผลที่ขอ"),
        required=False,
        empty_label=_("เลือกผลที่ขอ"),
        error_messages={"invalid_choice": _("เลือกผลที่ขอจากรายการ")},
    )
    criterion_asked = ThaiTextField(
        label=_("ข้อความเกณฑ์ที่ขอ"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("กรอกเมื่อขอแก้ข้อความของเกณฑ์ ระบบจะแสดงเทียบกับข้อความเดิมคำต่อคำ"),
    )
    letter = forms.ChoiceField(
        label=_("หนังสืออุทธรณ์จากทะเบียนเอกสาร"),
        required=False,
        error_messages={"invalid_choice": _("หนังสือที่เลือกไม่อยู่ในทะเบียนแล้ว โปรดเลือกใหม่")},
    )
    letter_number = ThaiCharField(
        label=_("เลขที่หนังสือ"), required=False, max_length=100, help_text=_("เช่น กท 0406/3937")
    )
    letter_speed = forms.ChoiceField(
        label=_("ชั้นความเร็ว"), required=False, choices=[("", _("ปกติ")), *Document.Speed.choices]
    )
    letter_date = ThaiDateField(label=_("ลงวันที่"), required=False, help_text=_DAY_HELP)
    letter_subject = ThaiTextField(
        label=_("เรื่อง"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    attachments = FilesField(label=_("แนบไฟล์"))

    def __init__(self, *args: Any, appeal: Appeal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = appeal.assignment
        year = appeal.assignment.year_id
        _offer(self, "position", subject_choices(appeal.assignment))
        for name, table in (
            ("cause", YearCode.Table.APPEAL_CAUSE),
            ("requested_outcome", YearCode.Table.APPEAL_OUTCOME),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = YearCode.objects.filter(year=year, table=table)
        self.letters = {str(letter.pk): letter for letter in _letters_for(appeal)}
        offered = [(pk, letter_words(letter)) for pk, letter in self.letters.items()]
        _offer(self, "letter", [("", gettext("ยังไม่ได้เลือก")), *offered])
        self.fields["attachments"].help_text = " ".join(
            [gettext("ไฟล์เป็นของหนังสือฉบับใหม่ ถ้าไม่ได้กรอก แต่ละไฟล์เป็นหลักฐานหนึ่งรายการ"), str(FilesField().help_text)]
        )

    def field_layout(self) -> list[Any]:
        first = ("position", "cause", "what_happened", "requested_outcome", "criterion_asked", "letter")
        number = Div("letter_number", "letter_speed", "letter_date", css_class="columns")
        return [
            *first,
            Fieldset(gettext("หรือลงทะเบียนหนังสือฉบับใหม่ (ใช้แทนฉบับที่เลือก)"), number, "letter_subject"),
            "attachments",
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.has_letter:
            lacking = {
                "letter_number": _("กรอกเลขที่หนังสือ"),
                "letter_date": _("กรอกวันที่ของหนังสือ"),
                "letter_subject": _("กรอกเรื่องของหนังสือ"),
            }
            for name, sentence in lacking.items():
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return given

    @property
    def has_letter(self) -> bool:
        """Whether somebody began a letter: the subject alone, as it was proposed, is none."""
        given = {name: (self[name].data or "").strip() for name in LETTER_FIELDS}
        if " ".join(given["letter_subject"].split()) == proposed_subject(self.assignment):
            del given["letter_subject"]
        return any(given.values())

    @property
    def typed(self) -> dict[str, Any]:
        """The columns of a valid form, for services.appeals.save."""
        given = self.cleaned_data
        names = ("position", "cause", "what_happened", "requested_outcome", "criterion_asked")
        return {name: given[name] for name in names} | {"letter": self.letters.get(given["letter"])}

    @property
    def new_letter(self) -> Letter | None:
        """The letter of a valid form that was typed in place."""
        given = self.cleaned_data
        if not given["letter_number"]:
            return None
        return Letter(given["letter_number"], given["letter_date"], given["letter_subject"], given["letter_speed"])

    def in_words(self, data: Mapping[str, Any]) -> dict[str, str]:
        """What stands in `data`, typed or initial, as a person reads it: choices by their labels."""
        return {name: self._words(field, data.get(name)) for name, field in self.fields.items()}

    def _words(self, field: forms.Field, value: Any) -> str:
        if value in (None, ""):
            return ""
        if isinstance(field, forms.ChoiceField):
            key = str(getattr(value, "pk", value))
            choices: Any = field.choices
            return next((str(label) for choice, label in choices if str(choice) == key), key)
        return format_date(value, "long", active_language()) if hasattr(value, "weekday") else str(value)


class WithdrawalForm(ReasonForm):
    """A reason may be told; the act stands without one."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, action="withdraw")
        self.fields["reason"].required = False


def initial_of(appeal: Appeal) -> dict[str, Any]:
    """The draft as form data."""
    return {
        "position": appeal.position,
        "cause": appeal.cause_id,
        "what_happened": appeal.what_happened,
        "requested_outcome": appeal.requested_outcome_id,
        "criterion_asked": appeal.criterion_asked,
        "letter": str(appeal.letter_id or ""),
        "letter_subject": proposed_subject(appeal.assignment),
    }


def proposed_subject(assignment: Assignment) -> str:
    """What the letter of an appeal is usually about. A letter is Thai whatever the language of who writes it."""
    return " ".join(f"ขออุทธรณ์ตัวชี้วัดที่ {assignment}".split())


def letter_words(letter: Document) -> str:
    """A letter in one line: speed, number, date, subject."""
    day = format_date(letter.date, "short", active_language()) if letter.date else ""
    speed = letter.get_speed_display() if letter.speed else ""
    return " ".join(filter(None, [str(speed), letter.number or "–", day, str(letter)[:80]]))


def _letters_for(appeal: Appeal) -> list[Document]:
    """Letters of the agency's register, the newest first, and in any case the one chosen."""
    register = Document.objects.filter(agency=appeal.assignment.agency_id, kind__needs_number=True)
    letters = list(register.order_by("-date", "-pk")[:MOST_LETTERS])
    if appeal.letter and appeal.letter not in letters:
        letters.insert(0, appeal.letter)
    return letters


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
