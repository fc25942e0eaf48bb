"""Addresses of step 5: the survey."""

from django.urls import path

from indicators.views import evidence
from innovation.views import utilisation

urlpatterns = [
    path("<int:pk>/", utilisation.detail, name="utilisation"),
    path("<int:pk>/edit/", utilisation.edit, name="utilisation-edit"),
    path("<int:pk>/evidence/", evidence.evidence, {"kind": "utilisation"}, name="utilisation-evidence"),
    path("<int:pk>/check/", utilisation.check, name="utilisation-check"),
    path("<int:pk>/submit/", utilisation.submit, name="utilisation-submit"),
    path("<int:pk>/endorse/", utilisation.endorse, name="utilisation-endorse"),
    path("<int:pk>/return/", utilisation.return_, name="utilisation-return"),
    path("<int:pk>/receive/", utilisation.receive, name="utilisation-receive"),
]
