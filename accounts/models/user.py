"""A person who signs in."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from thai.fields import CharField

if TYPE_CHECKING:
    from accounts.standing import Standing


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """A saved user; without a password he cannot sign in until one is set."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Name and position print on papers as they are here on the day of signing."""

    username = models.CharField(
        _("ชื่อผู้ใช้"),
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("มีผู้ใช้ชื่อนี้แล้ว กรุณาใช้ชื่ออื่น")},
    )
    full_name = CharField(_("ชื่อ-สกุล"), max_length=200)
    position = CharField(_("ตำแหน่ง"), max_length=200, blank=True)
    email = models.EmailField(_("อีเมล"), blank=True)
    phone = CharField(_("โทรศัพท์"), max_length=50, blank=True)
    agency = models.ForeignKey(
        "accounts.Agency", models.PROTECT, null=True, blank=True, related_name="staff", verbose_name=_("สังกัด")
    )
    language = models.CharField(_("ภาษา"), max_length=2, choices=[("th", "ไทย"), ("en", "English")], default="th")
    single_keys_off = models.BooleanField(_("ปิดแป้นลัดที่ใช้ปุ่มเดียว (/ J K)"), default=False)
    is_active = models.BooleanField(_("ใช้งานได้"), default=True)
    # How often all his sessions were ended for another reason than a new password: his roles changed.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        ordering = ["username"]
        verbose_name = _("ผู้ใช้")

    def __str__(self) -> str:
        return self.full_name or self.username

    def end_sessions(self) -> None:
        """Sign him out everywhere: whoever sits there signs in again, and is given what he may have now."""
        User.objects.filter(pk=self.pk).update(sessions_ended=models.F("sessions_ended") + 1)
        self.refresh_from_db(fields=["sessions_ended"])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is checked against at each request. Django's own covers the password alone."""
        known = f"{self.password}/{self.sessions_ended}"
        return salted_hmac("accounts.session", known, secret=secret, algorithm="sha256").hexdigest()

    @property
    def standing(self) -> Standing:
        """His roles today."""
        return self.standing_on(timezone.localdate())

    def standing_on(self, day: date) -> Standing:
        """His roles on a Bangkok day: a delegation counts on the day of the act. Each day's is read once by this
        object, which is to say once per request (two queries)."""
        from accounts.standing import standing_of

        if day not in self._standings:
            self._standings[day] = standing_of(self, day)
        return self._standings[day]

    @cached_property
    def _standings(self) -> dict[date, Standing]:
        return {}
