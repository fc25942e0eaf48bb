"""Addresses of step 5: the survey."""

from django.urls import path

from innovation.views import utilisation

urlpatterns = [
    path("<int:pk>/", utilisation.detail, name="utilisation"),
]
