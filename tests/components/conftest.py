import pytest


@pytest.fixture(autouse=True)
def addresses(settings):
    """The frame's own address book, so that these tests stand without any other page of the product."""
    settings.ROOT_URLCONF = "tests.components.urls"
