"""Addresses of appeals: the draft, the verbs, the list, and those that wait for a meeting."""

from django.urls import path

from appeals.views import appeal, scheduling, writing
from indicators.views.evidence import evidence

urlpatterns = [
    path("", appeal.list_, name="appeal-list"),
    path("waiting/", scheduling.waiting, name="appeal-waiting"),
    path("add/<int:pk>/", writing.add, name="appeal-add"),
    path("<int:pk>/", appeal.detail, name="appeal"),
    path("<int:pk>/edit/", writing.edit, name="appeal-edit"),
    path("<int:pk>/evidence/", evidence, {"kind": "appeal"}, name="appeal-evidence"),
    path("<int:pk>/check/", appeal.check, name="appeal-check"),
    path("<int:pk>/file/", appeal.file, name="appeal-file"),
    path("<int:pk>/register/", appeal.register, name="appeal-register"),
    path("<int:pk>/return/", appeal.return_, name="appeal-return"),
    path("<int:pk>/withdraw/", appeal.withdraw, name="appeal-withdraw"),
    path("<int:pk>/permit-late/", appeal.permit_late, name="appeal-permit-late"),
]
