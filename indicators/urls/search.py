"""The one search of the product."""

from django.urls import path

from indicators.views import search

urlpatterns = [
    path("search/", search.search, name="search"),
]
