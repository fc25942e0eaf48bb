"""Where a bucket is, and the key to it. Settings are read with it, so it imports nothing."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Address:
    """`endpoint`: "" for Amazon's own."""

    endpoint: str
    region: str
    bucket: str
    access_key: str
    secret_key: str = field(repr=False)
