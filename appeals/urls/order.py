"""Addresses of the city's orders."""

from django.urls import path

from appeals.views import orders

urlpatterns = [
    path("", orders.list_, name="city-order-list"),
    path("add/", orders.add, name="city-order-add"),
    path("<int:pk>/", orders.detail, name="city-order"),
    path("<int:pk>/apply/", orders.apply, name="city-order-apply"),
]
