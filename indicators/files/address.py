"""Where a bucket is, and the key to it. Settings are read with it, so it imports nothing of the house.

| variable      | default      | meaning |
|---------------|--------------|---------|
| S3_BUCKET     | none         | a bucket for this installation alone |
| S3_ENDPOINT   | Amazon's own | https://host of the object store |
| S3_REGION     | us-east-1    | what the store calls its place |
| S3_ACCESS_KEY | none         | an account that may read, write, delete and list there |
| S3_SECRET_KEY | none         | and its secret |
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Address:
    """`endpoint`: "" for Amazon's own."""

    endpoint: str
    region: str
    bucket: str
    access_key: str
    secret_key: str = field(repr=False)


def bucket_address(environment: Mapping[str, str]) -> Address:
    """As the variables say; what is missing is "", and the start refuses it where it is needed."""
    return Address(
        endpoint=environment.get("S3_ENDPOINT", ""),
        region=environment.get("S3_REGION", "us-east-1"),
        bucket=environment.get("S3_BUCKET", ""),
        access_key=environment.get("S3_ACCESS_KEY", ""),
        secret_key=environment.get("S3_SECRET_KEY", ""),
    )
