"""Files kept in a bucket of an object store that speaks S3.

    files/aa/bb/<sha256>       kept, under the names they have in a folder
    removed/aa/bb/<sha256>     named by no row when the sweep came, for a day more

An upload is read back and its hash compared before it counts. Nothing is overwritten: a key is the hash of its bytes,
and is put only where there is none yet, or where the bytes are damaged. Whoever reads gets a copy that was compared
with its hash before its first byte goes on.

A bucket has no lock. So the sweep only sets a file aside; when somebody sends the same bytes in that moment, or asks
for them, it is put back, and what nobody asked for in a day more goes for good.
"""

import base64
import hashlib
import logging
import shutil
import tempfile
from collections.abc import Container, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

from indicators.files.address import Address
from indicators.files.keeping import SHA256, Keeping
from indicators.files.refusals import StoreFull, StoreGone

logger = logging.getLogger(__name__)

_PIECE = 1 << 20
_ABSENT = {"404", "NoSuchKey", "NotFound"}
_FULL = {"507", "QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "EntityTooLarge"}
_THERE_ALREADY = {"412", "PreconditionFailed", "409", "ConditionalRequestConflict"}
KEPT, REMOVED = "files/", "removed/"
ASIDE = timedelta(hours=24)


class Bucket(Keeping):
    """The bucket at `address`, which an operator has made."""

    def __init__(self, address: Address) -> None:
        self.address = address

    def insist_on_room(self) -> None:
        """Nobody can ask an object store how much room it has; it says so when a file is sent."""

    def has_room(self) -> bool:
        return True

    def insist_on_reach(self) -> None:
        if not self._ask("head_bucket"):
            raise StoreGone

    def has(self, sha256: str) -> bool:
        return self._ask("head_object", Key=_key(sha256)) is not None or self._put_back(sha256)

    def open(self, sha256: str) -> BinaryIO:
        """A copy without a name on this machine's disk; FileNotFoundError also when its bytes are others."""
        copy = tempfile.TemporaryFile()  # noqa: SIM115 (whoever asked closes it)
        try:
            if self._fetch(sha256, copy) != sha256:
                raise FileNotFoundError(f"file {sha256} is not in the bucket, or altered")
            copy.seek(0)
        except BaseException:
            copy.close()
            raise
        return copy

    def digest(self, sha256: str) -> str | None:
        return self._fetch(sha256, None)

    def place(self, temporary: Path, sha256: str) -> None:
        found = self._touched_digest(sha256)
        if found == sha256:
            return
        sent: dict[str, Any] = {"ChecksumSHA256": base64.b64encode(bytes.fromhex(sha256)).decode()}
        if found is None:
            sent["IfNoneMatch"] = "*"  # of two who send it at once one is told that it is there
        else:
            logger.error("file %s was damaged and is replaced by the same bytes, sent again", sha256)
        with temporary.open("rb") as file:
            self._ask("put_object", Key=_key(sha256), Body=file, **sent)
        if self.digest(sha256) != sha256:
            raise StoreGone

    def older_than(self, before: float) -> Iterator[str]:
        return self._names(KEPT, before)

    def is_empty(self) -> bool:
        answer = self._ask("list_objects_v2", MaxKeys=1)
        return answer is not None and not answer.get("Contents")

    def remove_if_older(self, sha256: str, before: float) -> bool:
        about = self._ask("head_object", Key=_key(sha256))
        if about is None or about["LastModified"].timestamp() >= before:
            return False
        if self._copy(_key(sha256), _key(sha256, REMOVED)):
            self._ask("delete_object", Key=_key(sha256))
        return True

    def forget_removed(self, known: Container[str], now: float) -> None:
        for sha256 in self._names(REMOVED, now - ASIDE.total_seconds()):
            if sha256 not in known or self.has(sha256):
                self._ask("delete_object", Key=_key(sha256, REMOVED))

    @contextmanager
    def at_hand(self) -> Iterator["_Copies"]:
        with tempfile.TemporaryDirectory() as folder:
            yield _Copies(self, Path(folder))

    def _touched_digest(self, sha256: str) -> str | None:
        """`digest`, of a file that is young again."""
        if self._copy(_key(sha256), _key(sha256)) or self._put_back(sha256):
            return self.digest(sha256)
        return None

    def _put_back(self, sha256: str) -> bool:
        """Undo the sweep, where it has set this file aside."""
        return self._copy(_key(sha256, REMOVED), _key(sha256))

    def _copy(self, source: str, target: str) -> bool:
        """Copy inside the bucket, which dates the copy anew; False when there is no such source."""
        place = {"Bucket": self.address.bucket, "Key": source}
        return self._ask("copy_object", Key=target, CopySource=place, MetadataDirective="REPLACE") is not None

    def _fetch(self, sha256: str, copy: BinaryIO | None) -> str | None:
        """The SHA-256 of the kept bytes, read in pieces, into `copy` where there is one."""
        answer = self._ask("get_object", Key=_key(sha256))
        if answer is None and self._put_back(sha256):
            answer = self._ask("get_object", Key=_key(sha256))
        if answer is None:
            return None
        digest = hashlib.sha256()
        try:
            with answer["Body"] as body:
                while piece := body.read(_PIECE):
                    digest.update(piece)
                    if copy is not None:
                        copy.write(piece)
        except (BotoCoreError, HTTPClientError) as error:
            raise StoreGone from error
        return digest.hexdigest()

    def _names(self, prefix: str, before: float) -> Iterator[str]:
        following: dict[str, str] = {}
        while answer := self._ask("list_objects_v2", Prefix=prefix, **following):
            for about in answer.get("Contents", ()):
                sha256 = about["Key"].rpartition("/")[2]
                is_ours = SHA256.fullmatch(sha256) and about["Key"] == _key(sha256, prefix)
                if is_ours and about["LastModified"].timestamp() < before:
                    yield sha256
            if not answer.get("IsTruncated"):
                return
            following = {"ContinuationToken": answer["NextContinuationToken"]}

    def _ask(self, operation: str, **given: Any) -> dict[str, Any] | None:
        """The answer; None when what was asked for is not there, {} when what was to be put is there already.

        Raises StoreFull, or StoreGone for everything that another try or an operator may mend.
        """
        try:
            answer: dict[str, Any] = getattr(_client(self.address), operation)(Bucket=self.address.bucket, **given)
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in _ABSENT and "Key" in given and operation != "put_object":
                return None
            if code in _THERE_ALREADY and operation == "put_object":
                return {}
            logger.error("the bucket refuses %s: %s", operation, error)
            raise (StoreFull() if code in _FULL else StoreGone()) from error
        except (BotoCoreError, HTTPClientError, OSError) as error:
            logger.error("the bucket does not answer %s: %s", operation, error)
            raise StoreGone from error
        return answer


class _Copies:
    """Copies of kept files in a folder of one's own."""

    def __init__(self, bucket: Bucket, folder: Path) -> None:
        self.bucket, self.folder = bucket, folder

    def path(self, sha256: str) -> Path:
        copy = self.folder / sha256
        if not copy.exists():
            with self.bucket.open(sha256) as source, copy.open("wb") as file:
                shutil.copyfileobj(source, file, _PIECE)
        return copy


def _key(sha256: str, prefix: str = KEPT) -> str:
    return f"{prefix}{sha256[:2]}/{sha256[2:4]}/{sha256}"


@cache
def _client(address: Address) -> Any:
    """One for the process; it may be used by several threads at once."""
    config = Config(
        connect_timeout=3,
        read_timeout=10,
        retries={"mode": "standard", "total_max_attempts": 2},
        max_pool_connections=16,
        s3={"addressing_style": "path"},
        # Only where we ask for one: not every store knows the checksums that boto adds by itself.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return boto3.client(
        "s3",
        endpoint_url=address.endpoint or None,
        region_name=address.region,
        aws_access_key_id=address.access_key,
        aws_secret_access_key=address.secret_key,
        config=config,
    )
