"""The engine on Whoosh. Only this file knows it."""

import logging
import os
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.analysis import Token, Tokenizer
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, KEYWORD, TEXT, Schema
from whoosh.reading import SegmentReader

from forum.kernel.leaving import Leaving, go_on_or_leave
from forum.search.engines import collecting
from forum.search.engines.answers import Answers
from forum.search.engines.engine import Document, Found, Patience, Unready, Wanted
from forum.search.engines.pieces import Piece
from forum.search.engines.places import FileState, Shelf, state_of

log = logging.getLogger(__name__)
# Segments of like size are made one when there are this many; beyond the largest nothing is
# merged, so that no commit takes longer than about two seconds.
TOGETHER = 10
TIERS = (20, 200, 2000)
MEMORY_MB = 64


class Spaces(Tokenizer):
    """Takes words apart at spaces: everything else was done before."""

    def __call__(self, value: str, positions: bool = False, **more: Any) -> Iterator[Token]:
        token = Token(positions, False, mode=more.get("mode", ""))
        token.boost, token.stopped = 1.0, False
        for place, word in enumerate(value.split(" ")):
            token.text = word
            if positions:
                token.pos = more.get("start_pos", 0) + place
            yield token


def _schema() -> Schema:
    return Schema(
        title=TEXT(analyzer=Spaces(), phrase=False),
        text=TEXT(analyzer=Spaces(), phrase=True),
        facts=KEYWORD(),
        ref=COLUMN(NumericColumn("q")),
        day=COLUMN(NumericColumn("i")),
    )


class Whoosh:
    """An index in a folder. One process writes at a time; each has one reader, under a lock."""

    name = "whoosh"
    is_beside = True

    def __init__(self, folder: Path, copy: Path | None = None) -> None:
        self._shelf = Shelf(folder)
        self._copy = copy
        self._lock = threading.RLock()
        # The copy that was opened, and its table of contents as it was.
        self._opened: tuple[Path, tuple[str, FileState] | None] | None = None
        self._pieces: dict[str, Piece] = {}
        self._answers = Answers()
        # The files of the pieces, as they were when they were first read.
        self._files: dict[Path, FileState] = {}
        # What a copy that is being made holds already.
        self._made: set[int] = set()

    def is_ready(self) -> bool:
        """Whether the copy in use can be opened."""
        if self._shelf.is_damaged:
            return False
        try:
            with self._lock:
                self._open()
        except Unready:
            return False
        return True

    def look_after(self) -> None:
        """Segments never change: a file that is another one than it was has been damaged."""
        with self._lock:
            changed = [
                path for path, was in self._files.items() if state_of(path) not in {was, None}
            ]
        if changed:
            log.error("files of the Whoosh index were changed by somebody else: %s", changed)
            self._shelf.complain(changed[0].parent)

    def change(self, documents: Iterable[Document], remove: Collection[int] = ()) -> None:
        """One commit for all of it."""
        documents = list(documents)
        with self._lock, _trouble(self._shelf, self._path()) as path:
            if not index.exists_in(path):
                path.mkdir(mode=0o700, parents=True)
                index.create_in(path, _schema())
            old = self._replaced({*remove, *(one.ref for one in documents)})
            writer = index.open_dir(path).writer(
                timeout=10, limitmb=MEMORY_MB, compound=False, procs=1
            )
            try:
                for place in old:
                    writer.delete_document(place)
                for document in documents:
                    go_on_or_leave()
                    writer.add_document(**_fields(document))
                writer.commit(mergetype=_nothing if self._copy else _merge_tiers)
            except BaseException:
                if not writer.is_closed:
                    writer.cancel()
                raise

    def search(self, wanted: Wanted) -> Found:
        """The best matches."""
        with self._lock:
            path, pieces = self._path(), self._open()
            with _trouble(self._shelf, path):
                return self._answers.of(
                    self._opened, wanted, lambda: collecting.search(pieces, wanted)
                )

    def frequencies(self, words: Collection[str], within: Wanted) -> Mapping[str, int]:
        """In how many of the documents within each word stands."""
        found: dict[str, int] = {}
        patience = Patience()
        with self._lock:
            path, pieces = self._path(), self._open()
            with _trouble(self._shelf, path):
                for piece in pieces:
                    for word in words:
                        wanted = replace(within, groups=((word,),))
                        if piece.places("text", word):
                            matching = collecting.matching(piece, wanted, patience)
                            count = matching.bit_count()
                            found[word] = found.get(word, 0) + count
        return {word: count for word, count in found.items() if count}

    def refs(self) -> set[int]:
        """Everything that is in the index."""
        with self._lock:
            return {ref for piece in self._open() for ref in piece.live_refs()}

    def fresh(self) -> "Whoosh":
        """An index of its own beside the one in use."""
        return Whoosh(self._shelf.folder, self._shelf.fresh())

    def take_over(self) -> None:
        """Let the copy that was filled be the one in use."""
        # Also a forum with nothing in it has an index.
        self.change([])
        self._let_go()
        self._shelf.use(self._path())

    def drop(self) -> None:
        """Take the folder away."""
        with self._lock:
            self._shelf.drop()
            self._let_go()

    def size(self) -> int:
        """The bytes of all files."""
        return self._shelf.size()

    def _replaced(self, refs: set[int]) -> list[int]:
        """Where the documents stand that go; a copy in the making is only asked for its own."""
        if not self._copy:
            return self._places(refs)
        known = refs & self._made
        self._made |= refs
        return self._places(known) if known else []

    def _path(self) -> Path:
        path = self._copy or self._shelf.current()
        if path is None:
            raise Unready(self.name)
        return path

    def _open(self) -> Sequence[Piece]:
        """The pieces of the copy in use as it is now; those known already are kept."""
        with _trouble(self._shelf, self._path()) as path:
            state = path, _contents(path)
            if state != self._opened or state[1] is None:
                self._open_anew(path)
                self._opened = state
        return list(self._pieces.values())

    def _open_anew(self, path: Path) -> None:
        pieces: dict[str, Piece] = {}
        for reader in _readers(index.open_dir(path)):
            name = reader.segment().segment_id()
            known = self._pieces.get(name)
            if known is None:
                known = Piece(reader)
            else:
                known.use(reader)
            pieces[name] = known
        self._let_go(but=pieces)
        self._pieces = pieces
        self._note_files(path)

    def _note_files(self, folder: Path) -> None:
        """Remember how the files of all pieces are; those that were known stay as they were."""
        names = tuple(f"MAIN_{name}." for name in self._pieces)
        files = [path for path in folder.iterdir() if path.name.startswith(names)]
        self._files = {path: self._files.get(path) or state_of(path) for path in files}

    def _let_go(self, *, but: Collection[str] = ()) -> None:
        """Close the files of all pieces but these."""
        for name, piece in self._pieces.items():
            if name not in but:
                piece.close()
        self._opened, self._pieces = None, {}

    def _places(self, refs: Collection[int]) -> list[int]:
        """Where in the whole index the documents of these refs stand."""
        found, base = [], 0
        for piece in self._open():
            for ref in refs:
                document = piece.document(ref)
                if document is not None and piece.live >> document & 1:
                    found.append(base + document)
            base += piece.size
        return found


def _contents(folder: Path) -> tuple[str, FileState] | None:
    """The table of contents of the last commit, as it is now; reading it takes longer."""
    found = [name for name in os.listdir(folder) if name.startswith("_MAIN_")]  # noqa: PTH208
    names = [name for name in found if name.endswith(".toc")]
    if not names:
        return None
    newest = max(names, key=lambda name: (len(name), name))
    state = state_of(folder / newest)
    return None if state is None else (newest, state)


class _trouble:  # noqa: N801 -- reads like a word where it is used
    """Whatever Whoosh stumbles over means that this copy cannot be read."""

    def __init__(self, shelf: Shelf, copy: Path) -> None:
        self._shelf, self._copy = shelf, copy

    def __enter__(self) -> Path:
        """The copy: which one is in use may change meanwhile."""
        return self._copy

    def __exit__(self, kind: type[BaseException] | None, error: Any, trace: Any) -> None:
        if kind is None or issubclass(kind, Unready) or not issubclass(kind, Exception):
            return
        # No room and no rights are no damage; a file that is gone is.
        if issubclass(kind, OSError) and not issubclass(kind, FileNotFoundError):
            return
        if issubclass(kind, index.LockError | Leaving):
            return
        log.error("the Whoosh index cannot be used", exc_info=error)
        self._shelf.complain(self._copy)
        raise Unready("whoosh") from error


def _readers(opened: Any) -> Iterator[Any]:
    """A reader for each segment, in the order of the documents."""
    reader = opened.reader()
    for leaf, _ in reader.leaf_readers():
        # An index without documents has a reader of nothing.
        if isinstance(leaf, SegmentReader):
            yield leaf


def _fields(document: Document) -> dict[str, Any]:
    fields = {
        "title": " ".join(document.title),
        "text": " ".join(document.text),
        "facts": " ".join(document.facts),
    }
    words = {name: value for name, value in fields.items() if value}
    return words | {"ref": document.ref, "day": document.day}


def _nothing(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge nothing: what is made at once is made in large segments anyway."""
    return segments


def _merge_tiers(writer: Any, segments: list[Any]) -> list[Any]:
    """Make one segment of those of like size, as soon as there are enough of them."""
    for least, most in zip((0, *TIERS), TIERS, strict=False):
        alike = [one for one in segments if least <= one.doc_count() < most]
        if len(alike) >= TOGETHER:
            for segment in alike:
                reader = SegmentReader(writer.storage, writer.schema, segment)
                writer.add_reader(reader)
                reader.close()
            return [one for one in segments if one not in alike]
    return segments
