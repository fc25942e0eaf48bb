from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """HTML in, exact Thai PDF out; knows no workflow, is given documents."""

    name = "printing"
    verbose_name = "การพิมพ์"
