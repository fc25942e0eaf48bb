from django.apps import AppConfig


class InnovationConfig(AppConfig):
    """The five-step innovation case, Forms 1-5."""

    name = "innovation"
    verbose_name = "นวัตกรรม"

    def ready(self) -> None:
        """Tell the house below what this app adds to it."""
        from innovation import joining

        joining.join()
