"""Files of pictures on storage that speaks the S3 protocol, so that several machines share them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from forum.uploads.kept import Kept, Unreachable

WEBP = "image/webp"
# Storage close by does not ask for a region, but the signature has a place for one.
REGION = "us-east-1"
SECONDS_TO_CONNECT, SECONDS_TO_ANSWER, TRIES = 5, 20, 3
# As many as the threads that answer requests.
CONNECTIONS = 8
AT_A_TIME = 1000
MISSING = {"404", "NoSuchKey", "NotFound"}


@lru_cache(maxsize=2)
def opened(url: str) -> "S3":
    """The store behind an address, with one set of connections for the whole process."""
    return S3(url)


class S3:
    """A bucket, or what is below a prefix of one: https://key:secret@host/bucket/prefix."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.bucket, _, prefix = parts.path.strip("/").partition("/")
        self.prefix = f"{prefix}/" if prefix else ""
        self.errors = import_module("botocore.exceptions")
        self.client = _client(parts)

    def write(self, name: str, data: bytes) -> None:
        """Keep a file. S3 answers when it is safe, and a file is there whole or not at all."""
        with self._asked():
            self.client.put_object(**self._at(name), Body=data, ContentType=WEBP)

    def read(self, name: str) -> bytes:
        """The whole file. Raises FileNotFoundError."""
        with self._asked():
            data: bytes = self.client.get_object(**self._at(name))["Body"].read()
        return data

    def size(self, name: str) -> int | None:
        """Bytes of the file, or nothing when it is not there."""
        try:
            with self._asked():
                return int(self.client.head_object(**self._at(name))["ContentLength"])
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Take the file away, if it is there."""
        with self._asked():
            self.client.delete_object(**self._at(name))

    def names(self, prefix: str = "") -> Iterator[Kept]:
        """Every file whose name begins so, many at a time."""
        pages = self.client.get_paginator("list_objects_v2")
        with self._asked():
            asked = {"Bucket": self.bucket, "Prefix": self.prefix + prefix}
            for page in pages.paginate(**asked, PaginationConfig={"PageSize": AT_A_TIME}):
                for entry in page.get("Contents", ()):
                    name = entry["Key"].removeprefix(self.prefix)
                    yield Kept(name, entry["Size"], entry["LastModified"].timestamp())

    def _at(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": self.prefix + name}

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Failures in the words of files: what is missing, and what cannot be reached."""
        try:
            yield
        except self.errors.ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in MISSING:
                raise FileNotFoundError(code) from None
            raise Unreachable(f"the S3 storage refuses: {code}") from None
        except self.errors.BotoCoreError as error:
            # Its text may hold the address, but never the key or the secret.
            raise Unreachable(f"the S3 storage does not answer: {type(error).__name__}") from None


def _client(parts: SplitResult) -> Any:
    """A client for this address; the library is an extra, and so asked for by name."""
    config = import_module("botocore.config").Config(
        signature_version="s3v4",
        connect_timeout=SECONDS_TO_CONNECT,
        read_timeout=SECONDS_TO_ANSWER,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
        max_pool_connections=CONNECTIONS,
        # What every storage understands: the bucket in the path, and no newer check sums.
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return (
        import_module("boto3")
        .session.Session()
        .client(
            "s3",
            endpoint_url=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}",
            aws_access_key_id=unquote(parts.username or ""),
            aws_secret_access_key=unquote(parts.password or ""),
            region_name=parse_qs(parts.query).get("region", [REGION])[0],
            config=config,
        )
    )
