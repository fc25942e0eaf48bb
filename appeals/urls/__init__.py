"""The addresses of appeals, one module a group."""

from django.urls import URLPattern, URLResolver

from appeals.urls import conditions

urlpatterns: list[URLPattern | URLResolver] = [*conditions.urlpatterns]
