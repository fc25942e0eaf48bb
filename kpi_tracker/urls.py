"""Every address of the product; an address not listed in tests/test_access.py fails the tests."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
