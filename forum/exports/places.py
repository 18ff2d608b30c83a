"""Where members' copies of their data lie: in the data folder, for a week."""

from collections.abc import Iterator
from pathlib import Path

from flask import current_app

from forum.kernel import tokens


def folder() -> Path:
    """The folder of all copies."""
    found: Path = current_app.extensions["config"].data_dir
    return found / "copies"


def file_of(public_id: str) -> Path:
    """The file of a copy."""
    return folder() / f"{public_id}.zip"


def file_of_one(public_id: str) -> Path:
    """A file in which one of those who make a copy writes, until it is whole."""
    return folder() / f".{public_id}.{tokens.new_public_id()}.zip"


def id_of(file: Path) -> str:
    """The copy to which a file belongs, also while it is being written under another name."""
    return file.name.lstrip(".").partition(".")[0]


def files() -> Iterator[Path]:
    """Everything that lies there, unfinished or whole."""
    return folder().iterdir() if folder().is_dir() else iter(())
