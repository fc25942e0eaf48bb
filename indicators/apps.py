from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Fiscal years, indicators, quarterly and year-end reports, evidence."""

    name = "indicators"
    verbose_name = "ตัวชี้วัด"

    def ready(self) -> None:
        """Tell its parts of each other."""
        from indicators import joining

        joining.join()
