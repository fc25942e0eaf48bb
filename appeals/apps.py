from django.apps import AppConfig


class AppealsConfig(AppConfig):
    """Appeals against a criterion or a score, the committee's decisions, and their conditions."""

    name = "appeals"
    verbose_name = "อุทธรณ์"

    def ready(self) -> None:
        """Tell the houses below what this app adds to them."""
        from appeals import joining

        joining.join()
