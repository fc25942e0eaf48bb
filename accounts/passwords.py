"""What a password must be, said in Thai: Django's Thai catalogue leaves these sentences in English."""

from __future__ import annotations

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย %(length)d ตัวอักษร") % {"length": self.min_length}

    def get_help_text(self) -> str:
        return _("อย่างน้อย %(length)d ตัวอักษร") % {"length": self.min_length}


class UnlikeThePerson(password_validation.UserAttributeSimilarityValidator):
    """Compared with the user name, the full name, the address and the telephone of the account."""

    DEFAULT_USER_ATTRIBUTES = ("username", "full_name", "email", "phone")

    def __init__(self) -> None:
        super().__init__(self.DEFAULT_USER_ATTRIBUTES)

    def get_error_message(self) -> str:
        return _("รหัสผ่านคล้าย%(verbose_name)sเกินไป")

    def get_help_text(self) -> str:
        return _("ไม่คล้ายชื่อผู้ใช้ ชื่อ-สกุล อีเมล หรือโทรศัพท์")


class Uncommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("รหัสผ่านนี้มีผู้ใช้กันทั่วไปและเดาได้ง่าย")

    def get_help_text(self) -> str:
        return _("ไม่ใช่รหัสผ่านที่ใช้กันทั่วไป")


def requirements() -> str:
    """One line for the help text of a password field."""
    return " · ".join(password_validation.password_validators_help_texts())
