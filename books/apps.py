from django.apps import AppConfig


class BooksConfig(AppConfig):
    """Books of many papers, printed by workers in the background."""

    name = "books"
    verbose_name = "เล่มรายงาน"
