"""The screens of accounts, deputies, agencies and kinds of documents."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Delegation, User
from indicators.forms import people as people_forms
from indicators.forms import years as year_forms
from indicators.forms.reference import ReferenceForm
from indicators.models import DocumentKind
from indicators.services import people
from indicators.views.administration.screen import Screen


def _create_person(form: ReferenceForm, actor: User, parts: list[Any]) -> User:
    password = form.cleaned_data["password"]
    return people.create_person(form.instance, actor=actor, password=password, memberships=parts)


def _change_person(row: User, form: ReferenceForm, actor: User, seen: str, parts: list[Any]) -> None:
    password = form.cleaned_data["password"]
    people.change_person(row, actor=actor, seen=seen, fields=form.typed, memberships=parts, password=password)


def _roles(person: User) -> str:
    return ", ".join(
        f"{held.get_role_display()} ({held.agency})" if held.agency else str(held.get_role_display())
        for held in person.memberships.all()
    )


USER = Screen(
    noun="user",
    title=_("ผู้ใช้และบทบาท"),
    one=_("ผู้ใช้"),
    form=people_forms.PersonForm,
    rows=lambda: User.objects.select_related("agency").prefetch_related("memberships__agency"),
    columns=(
        (_("ชื่อผู้ใช้"), "username"),
        (_("ชื่อ-สกุล"), "full_name"),
        (_("สังกัด"), "agency"),
        (_("บทบาท"), _roles),
        (_("ใช้งานได้"), "is_active"),
    ),
    search=("username", "full_name", "agency__name"),
    parts=people_forms.Memberships,
    parts_label=_("บทบาท"),
    create=_create_person,
    change=_change_person,
    remove=None,
    pages=lambda user: [(_("การยืนยันสองขั้น"), reverse("user-second-step", args=[user.pk]))],
    note=_("บัญชีลบไม่ได้เพราะมีประวัติ ให้ระงับบัญชีแทน"),
)
DELEGATION = Screen(
    noun="delegation",
    title=_("การทำการแทนผู้บริหาร"),
    one=_("การทำการแทน"),
    form=people_forms.DelegationForm,
    rows=lambda: Delegation.objects.select_related("agency", "head", "deputy"),
    columns=(
        (_("หน่วยงาน"), "agency"),
        (_("ผู้บริหาร"), "head"),
        (_("ผู้ทำการแทน"), "deputy"),
        (_("ลักษณะ"), "get_kind_display"),
        (_("คำสั่งเลขที่"), "order_number"),
        (_("ลงวันที่"), "order_date"),
        (_("ตั้งแต่วันที่"), "starts_on"),
        (_("ถึงวันที่"), "ends_on"),
    ),
    search=("agency__name", "head__full_name", "deputy__full_name"),
)
AGENCY = Screen(
    noun="agency",
    title=_("หน่วยงาน"),
    one=_("หน่วยงาน"),
    form=year_forms.AgencyForm,
    rows=Agency.objects.all,
    columns=(
        (_("ชื่อหน่วยงาน"), "name"),
        (_("ชื่อย่อ"), "abbreviation"),
        (_("รหัสหน่วยงาน"), "code"),
        (_("ระดับ"), "get_level_display"),
        (_("มีผลตั้งแต่"), "valid_from"),
        (_("มีผลถึง"), "valid_to"),
    ),
    search=("name", "abbreviation", "code"),
)
DOCUMENT_KIND = Screen(
    noun="document-kind",
    title=_("ประเภทเอกสาร"),
    one=_("ประเภทเอกสาร"),
    form=year_forms.DocumentKindForm,
    rows=DocumentKind.objects.all,
    columns=(
        (_("ประเภท"), "name"),
        (_("รหัส"), "code"),
        (_("ต้องมีเลขที่และวันที่"), "needs_number"),
        (_("สื่อออนไลน์"), "is_online"),
        (_("ลำดับ"), "position"),
    ),
)
