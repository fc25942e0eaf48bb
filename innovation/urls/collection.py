"""Addresses of step 1: ideas, the shared link."""

from django.urls import path

from innovation.views import collection

urlpatterns = [
    path("<int:pk>/", collection.detail, name="collection"),
]
