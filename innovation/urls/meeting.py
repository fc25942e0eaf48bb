"""Addresses of the committee: meetings, agenda, determinations."""

from django.urls import path

from innovation.views import agenda_item, approval, meeting, scheduling

urlpatterns = [
    path("", meeting.list_, name="meeting-list"),
    path("add/", meeting.add, name="meeting-add"),
    path("waiting/", scheduling.waiting, name="meeting-waiting"),
    path("<int:pk>/", meeting.detail, name="meeting"),
    path("<int:pk>/edit/", meeting.edit, name="meeting-edit"),
    path("<int:pk>/order/", meeting.order, name="meeting-order"),
    path("<int:pk>/approve/", approval.approve, name="meeting-approve"),
    path("<int:pk>/minutes/", meeting.minutes, name="meeting-minutes"),
    path("<int:pk>/close/", meeting.close, name="meeting-close"),
    path("items/<int:pk>/", agenda_item.detail, name="agenda-item"),
    path("items/<int:pk>/determine/", agenda_item.determine, name="agenda-item-determine"),
    path("items/<int:pk>/postpone/", agenda_item.postpone, name="agenda-item-postpone"),
    path("items/<int:pk>/abstain/", agenda_item.abstain, name="agenda-item-abstain"),
    path("items/<int:pk>/rejoin/", agenda_item.rejoin, name="agenda-item-rejoin"),
]
