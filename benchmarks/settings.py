"""The product's settings with two bare views and Django's admin beside it, which the pages are measured against."""

from kpi_tracker.settings import *  # noqa: F403
from kpi_tracker.settings import INSTALLED_APPS, STORAGES

DEBUG = False
ALLOWED_HOSTS = ["testserver"]
SECURE_SSL_REDIRECT = False
INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "benchmarks.urls"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "benchmarks.storage.HashedNamesAndAdmins"}}
