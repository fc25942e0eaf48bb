"""A last day is over at midnight in Bangkok, wherever the host stands."""

from datetime import UTC, date, datetime

import pytest

from indicators.deadlines import is_after
from tests.host_zone import host_in


@pytest.mark.parametrize(
    ("last_day", "moment", "after"),
    [
        (date(2021, 1, 15), datetime(2021, 1, 15, 16, 59, 59, tzinfo=UTC), False),
        (date(2021, 1, 15), datetime(2021, 1, 15, 17, 0, tzinfo=UTC), True),
        (date(2021, 1, 15), datetime(2021, 1, 14, 17, 0, tzinfo=UTC), False),
        (None, datetime(2021, 1, 15, 17, 0, tzinfo=UTC), False),
    ],
)
def test_a_last_day_is_over_at_24_in_bangkok(last_day, moment, after):
    assert is_after(last_day, moment) is after


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_zone_of_the_host_does_not_matter(zone):
    with host_in(zone):
        assert is_after(date(2021, 1, 15), datetime(2021, 1, 15, 17, 0, tzinfo=UTC))
        assert not is_after(date(2021, 1, 15), datetime(2021, 1, 15, 16, 59, tzinfo=UTC))
