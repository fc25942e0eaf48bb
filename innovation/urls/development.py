"""Addresses of step 4: activities and service sessions."""

from django.urls import path

from innovation.views import development

urlpatterns = [
    path("<int:pk>/", development.detail, name="development"),
]
