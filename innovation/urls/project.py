"""Addresses of step 3: the project and its presentation."""

from django.urls import path

from innovation.views import project

urlpatterns = [
    path("<int:pk>/", project.detail, name="project"),
]
