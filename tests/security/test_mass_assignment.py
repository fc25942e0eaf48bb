"""No form takes what the product works out itself, and each names its fields."""

import importlib
import pkgutil

from django import forms

PACKAGES = ("accounts", "indicators", "innovation", "appeals")
# What follows from who acts, when, and in which state: never what somebody sends.
WORKED_OUT = {
    *("status", "actor", "dossier", "revision", "sequence", "hash", "sha256", "submitted_at", "submitted_by"),
    *(
        "opened_at",
        "accepted_at",
        "marked_by",
        "marked_at",
        "endorsed_at",
        "endorsed_by",
        "registered_by",
        "added_by",
    ),
    *("created_at", "last_login", "is_superuser", "is_staff", "sessions_ended", "stored_at"),
}


def forms_of_the_product():
    found = set()
    for package in PACKAGES:
        root = importlib.import_module(package)
        for module in pkgutil.walk_packages(root.__path__, f"{package}."):
            if ".migrations." not in module.name:
                of = vars(importlib.import_module(module.name)).values()
                found |= {each for each in of if isinstance(each, type) and issubclass(each, forms.BaseForm)}
    return {each for each in found if each.__module__.startswith(PACKAGES)}


def test_no_form_takes_what_the_product_works_out():
    known = forms_of_the_product()
    assert len(known) > 30
    guilty = {each.__name__: set(each.base_fields) & WORKED_OUT for each in known if hasattr(each, "base_fields")}
    assert {name: fields for name, fields in guilty.items() if fields} == {}


def test_a_form_of_a_model_names_its_fields():
    unnamed = [
        each.__name__
        for each in forms_of_the_product()
        if issubclass(each, forms.ModelForm) and each._meta.model is not None
        if each._meta.fields is None or each._meta.fields == forms.ALL_FIELDS
    ]
    assert unnamed == []
