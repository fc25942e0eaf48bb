from django.apps import AppConfig


class ThaiConfig(AppConfig):
    """Thai text, dates, digits and order: pure rules, and the form and model fields that carry them."""

    name = "thai"
    verbose_name = "ภาษาไทย"
