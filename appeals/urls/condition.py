"""Addresses of conditions."""

from django.urls import path

from appeals.views import conditions

urlpatterns = [
    path("<int:pk>/", conditions.detail, name="condition"),
    path("<int:pk>/report/", conditions.report, name="condition-report"),
    path("<int:pk>/verify/", conditions.verify, name="condition-verify"),
    path("<int:pk>/refuse/", conditions.refuse, name="condition-refuse"),
    path("<int:pk>/rule/", conditions.rule, name="condition-rule"),
]
