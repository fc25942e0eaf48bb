"""Addresses that the frame asks for, and pages that fail in each way."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from kpi_tracker import design_system, errors


def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html", {"title": "หน้าหนึ่ง"})


def wrong_role(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("หน้านี้สำหรับผู้ตรวจประเมิน <สยป.>")


def too_big(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


urlpatterns = [
    path("", login_not_required(plain), name="home"),
    path("design-system", login_not_required(design_system.every_component), name="design-system"),
    path("language", login_not_required(plain), name="set-language"),
    path("out", login_not_required(plain), name="sign-out"),
    path("wrong-role", login_not_required(wrong_role)),
    path("too-big", login_not_required(too_big)),
    path("suspicious", login_not_required(suspicious)),
    path("broken", login_not_required(broken)),
]
handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
