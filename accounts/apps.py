from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class AccountsConfig(AppConfig):
    """Agencies, people, their roles and who stands in for a head."""

    name = "accounts"
    verbose_name = "บัญชีผู้ใช้และหน่วยงาน"

    def ready(self) -> None:
        from accounts.roles import Role

        if unknown := set(settings.SECOND_STEP_ROLES) - set(Role):
            raise ImproperlyConfigured(f"SECOND_STEP_ROLES names no role: {', '.join(sorted(unknown))}")
