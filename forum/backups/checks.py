"""Promises about backups."""

from collections.abc import Iterator
from pathlib import Path

from forum.backups import places, queries
from forum.kernel.manifest import Check


def files_are_there() -> Iterator[str]:
    """Every backup that the page lists lies there with its length."""
    for row in queries.kept():
        if Path(row.file).is_absolute():
            continue
        file = places.file_of(row.file)
        if not file.is_file():
            yield f"the backup {row.file} is not there any more"
        elif file.stat().st_size != row.bytes:
            yield f"the backup {row.file} has another length than when it was made"


ALL = [Check("every backup that is listed lies there", files_are_there)]
