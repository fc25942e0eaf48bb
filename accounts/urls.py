"""Addresses of sign-in and of one's own account."""

from django.urls import URLPattern, path

from accounts.views import sign_in, signed_in

urlpatterns: list[URLPattern] = [
    path("account/sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("account/sign-in/code/", sign_in.code, name="sign-in-code"),
    path("account/sign-out/", sign_in.SignOut.as_view(), name="sign-out"),
    path("account/signed-in/", signed_in.signed_in, name="signed-in"),
    path("account/language/", sign_in.set_language, name="set-language"),
]
