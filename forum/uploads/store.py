"""Where files of pictures are kept, and how they are named: by us, never by a stranger."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from flask import current_app

from forum.config import Config
from forum.uploads import s3
from forum.uploads.folder import Folder
from forum.uploads.kept import Kept, Store

PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_FILE = re.compile(r"([A-Za-z0-9_-]{22})-(?:\d{1,5}|square-\d{1,5})\.webp")


def chosen() -> Store:
    """The store that the operator chose: S3 storage when its address is given, else the folder."""
    url = _config().s3_url
    return s3.opened(url) if url else folder()


def folder() -> Folder:
    """The folder of this machine. Beside S3 storage it holds copies for backups and exports."""
    return Folder(_config().uploads_dir)


def name_of(public_id: str, width: int) -> str:
    """The name of a picture's file in one width (pixels)."""
    return f"{public_id[:2]}/{public_id}-{width}.webp"


def name_of_square(public_id: str, edge: int) -> str:
    """The name of the file of a picture cut square."""
    return f"{public_id[:2]}/{public_id}-square-{edge}.webp"


def is_name(name: str) -> bool:
    """Whether a file of a picture can be called so."""
    top, _, file = name.partition("/")
    return bool(_FILE.fullmatch(file)) and top == file[:2]


def write(name: str, data: bytes) -> None:
    """Keep a file; after an OSError there is nothing."""
    chosen().write(name, data)


def read(name: str) -> bytes:
    """The whole file. Raises FileNotFoundError, and Unreachable when the store does not answer."""
    return chosen().read(name)


def size(name: str) -> int | None:
    """Bytes of the file, or nothing when it is not there."""
    return chosen().size(name)


def on_disk(name: str) -> Path | None:
    """The file itself where a server can send it, when pictures are kept in the folder."""
    store = chosen()
    return store.path_of(name) if isinstance(store, Folder) else None


def at_hand(name: str) -> Path:
    """The file on this machine: itself, or a copy, which stays. Raises FileNotFoundError."""
    store, here = chosen(), folder()
    if not isinstance(store, Folder) and here.size(name) is None:
        # A file is written once under its name, so a copy of it cannot be an old one.
        here.write(name, store.read(name))
    if here.size(name) is None:
        raise FileNotFoundError(name)
    return here.path_of(name)


def remove(public_id: str) -> None:
    """Take all files of a picture away, and copies of them."""
    for store in _all():
        for kept in list(store.names(f"{public_id[:2]}/{public_id}-")):
            store.remove(kept.name)


def every_file() -> Iterator[Kept]:
    """Every whole file of a picture."""
    return (kept for kept in chosen().names() if is_name(kept.name))


def strays(*, older_than: float) -> Iterator[tuple[str, str]]:
    """Files last written before this moment (seconds since 1970): public id and name of each.

    The id is empty for what was left half written.
    """
    for kept in chosen().names():
        if kept.written_at < older_than:
            file = _FILE.fullmatch(kept.name.rpartition("/")[2])
            yield (file[1] if file else ""), kept.name


def discard(name: str) -> None:
    """Take one file away, and the copy of it."""
    for store in _all():
        store.remove(name)


def _all() -> Sequence[Store]:
    """The store, and the folder of copies where it is another one."""
    store = chosen()
    return [store] if isinstance(store, Folder) else [store, folder()]


def _config() -> Config:
    found: Config = current_app.extensions["config"]
    return found
