"""Addresses behind the shared link, for staff without an account."""

from django.urls import path

from innovation.views import shared_link

urlpatterns = [
    path("<str:token>/", shared_link.shared_idea, name="shared-idea"),
    path("<str:token>/thanks/<uuid:key>/", shared_link.thanks, name="shared-idea-thanks"),
]
