from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Agencies, people, their roles and who stands in for a head."""

    name = "accounts"
    verbose_name = "บัญชีผู้ใช้และหน่วยงาน"
