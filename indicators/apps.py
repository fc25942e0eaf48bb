from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Fiscal years, indicators, quarterly and year-end reports, evidence."""

    name = "indicators"
    verbose_name = "ตัวชี้วัด"
