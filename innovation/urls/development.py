"""Addresses of step 4: activities and service sessions."""

from django.urls import path

from indicators.views import evidence
from innovation.views import development, session_people, session_range, sessions

urlpatterns = [
    path("<int:pk>/", development.detail, name="development"),
    path("<int:pk>/edit/", development.edit, name="development-edit"),
    path("<int:pk>/evidence/", evidence.evidence, {"kind": "development"}, name="development-evidence"),
    path("<int:pk>/check/", development.check, name="development-check"),
    path("<int:pk>/send/", development.send, name="development-send"),
    path("<int:pk>/accept/", development.accept, name="development-accept"),
    path("<int:pk>/return/", development.return_, name="development-return"),
    path("<int:pk>/sessions/add/", sessions.add, name="session-add"),
    path("<int:pk>/sessions/range/", session_range.range_, name="session-range"),
    path("<int:pk>/sessions/people/", session_people.people, name="session-people"),
    path("sessions/<int:pk>/", sessions.detail, name="session"),
    path("sessions/<int:pk>/edit/", sessions.edit, name="session-edit"),
    path("sessions/<int:pk>/withdraw/", sessions.withdraw, name="session-withdraw"),
    path("sessions/<int:pk>/photo/", sessions.photo, name="session-photo"),
]
