"""Carrying all files of pictures from one store to the other. Safe to begin again at any point."""

from collections.abc import Iterable, Iterator

from forum.uploads import store
from forum.uploads.kept import Kept, Store


def pictures_in(source: Store) -> list[Kept]:
    """The files to be carried, by name."""
    whole = (kept for kept in source.names() if store.is_name(kept.name))
    return sorted(whole, key=lambda kept: kept.name)


def carry(files: Iterable[Kept], source: Store, target: Store) -> Iterator[bool]:
    """Copy each file that the target lacks; says for each whether it had to be copied."""
    there = {kept.name: kept.bytes for kept in target.names()}
    for file in files:
        # A file is written once under its name, so one of the same length is the same file.
        is_missing = there.get(file.name) != file.bytes
        if is_missing:
            _copy(file, source, target)
        yield is_missing


def clear(files: Iterable[Kept], source: Store, target: Store) -> Iterator[bool]:
    """Take each file away that the target has; says for each whether it did."""
    there = {kept.name: kept.bytes for kept in target.names()}
    for file in files:
        has_it = there.get(file.name) == file.bytes
        if has_it:
            source.remove(file.name)
        yield has_it


def _copy(file: Kept, source: Store, target: Store) -> None:
    try:
        data = source.read(file.name)
    except FileNotFoundError:
        # Thrown away since the list was made.
        return
    target.write(file.name, data)
