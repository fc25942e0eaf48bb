"""Every address of the product; an address not listed in tests/test_access.py fails the tests."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.urls")),
    path("", include("indicators.urls.administration")),
]
