"""Addresses of conditions."""

from django.urls import path

from appeals.views import conditions

urlpatterns = [
    path("conditions/<int:pk>/", conditions.detail, name="condition"),
    path("conditions/<int:pk>/report/", conditions.report, name="condition-report"),
    path("conditions/<int:pk>/verify/", conditions.verify, name="condition-verify"),
    path("conditions/<int:pk>/refuse/", conditions.refuse, name="condition-refuse"),
    path("conditions/<int:pk>/rule/", conditions.rule, name="condition-rule"),
]
