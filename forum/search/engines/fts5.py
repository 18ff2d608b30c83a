"""The engine on SQLite's own full-text index, in a file of its own beside the database."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from forum.search.engines import fts5_words
from forum.search.engines.answers import Answers
from forum.search.engines.engine import (
    FRESH_DAYS,
    PATIENCE_SECONDS,
    TIMELESS,
    Document,
    Found,
    Unready,
    Wanted,
)
from forum.search.engines.fts5_words import DAY, Kinds
from forum.search.engines.places import Shelf

log = logging.getLogger(__name__)
# Of more matches than this only the newest are weighed, and of still more the others are not
# even counted: the index gives out the newest first, and stops there.
MOST_WEIGHED = 2_000
MOST_COUNTED = 3_000
LOOK_EVERY = 5_000
AT_ONCE = 500
TABLES = """
CREATE VIRTUAL TABLE words USING fts5(
  title, text, facts, columnsize=1,
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, col);
CREATE TABLE keys (ref INTEGER PRIMARY KEY, key INTEGER NOT NULL);
"""
WEIGHT = (
    f"bm25(words, 3.0, 1.0, 0.0) * ({TIMELESS} + {1 - TIMELESS}"
    f" / (1 + max(0, :today - words.rowid / {DAY}) / {FRESH_DAYS}))"
)


class Fts5:
    """A file with all words. Many processes read it while one writes."""

    name = "fts5"
    is_beside = True

    def __init__(self, folder: Path, copy: Path | None = None) -> None:
        self._shelf = Shelf(folder)
        self._copy = copy
        self._lock = threading.RLock()
        self._reading: tuple[Path, int, sqlite3.Connection] | None = None
        self._answers, self._kinds = Answers(), Kinds()

    def is_ready(self) -> bool:
        """Whether the file in use can be read."""
        if self._shelf.is_damaged:
            return False
        try:
            with self._lock, self._reader() as connection:
                connection.execute("SELECT rowid FROM words LIMIT 1").fetchone()
        except Unready:
            return False
        return True

    def look_after(self) -> None:
        """Nothing to do: the database finds its own damage when it reads."""

    def change(self, documents: Iterable[Document], remove: Collection[int] = ()) -> None:
        """One transaction for all of it."""
        documents = list(documents)
        with self._trouble(self._path()), closing(self._writer()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            _delete(connection, {*remove, *(one.ref for one in documents)})
            rows = (
                (_key(one), *map(" ".join, (one.title, one.text, one.facts))) for one in documents
            )
            put = "INSERT INTO words(rowid, title, text, facts) VALUES (?, ?, ?, ?)"
            connection.executemany(put, rows)
            keys = ((one.ref, _key(one)) for one in documents)
            connection.executemany("INSERT INTO keys(ref, key) VALUES (?, ?)", keys)
            connection.execute("COMMIT")

    def search(self, wanted: Wanted) -> Found:
        """The best matches, or the latest when weighing them takes too long."""
        with self._lock, self._reader() as connection:
            state = _state(connection)
            return self._answers.of(state, wanted, lambda: self._search(connection, wanted))

    def _search(self, connection: sqlite3.Connection, wanted: Wanted) -> Found:
        where, values = fts5_words.condition(fts5_words.widened(wanted, self._known(connection)))
        values["today"], values["limit"] = wanted.today, wanted.limit
        try:
            with _patience(connection):
                return _best(connection, wanted, where, values)
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
        found = connection.execute(_listing(where, "words.rowid DESC"), values).fetchall()
        refs = [key % DAY for (key,) in found]
        return Found(refs, len(found), is_whole=False, was_hurried=True)

    def _known(self, connection: sqlite3.Connection) -> Callable[[str], frozenset[str]]:
        """What tells the facts of one letter, looked up once for each state of the index."""
        return self._kinds.at(_state(connection), lambda letter: _numbered(connection, letter))

    def frequencies(self, words: Collection[str], within: Wanted) -> Mapping[str, int]:
        """In how many of the documents within each word stands."""
        found: dict[str, int] = {}
        with self._lock, self._reader() as connection:
            within = fts5_words.widened(within, self._known(connection))
            for some in _portions(words):
                marks = ", ".join("?" * len(some))
                known = f"SELECT term FROM vocabulary WHERE col = 'text' AND term IN ({marks})"  # noqa: S608
                for (word,) in connection.execute(known, some).fetchall():
                    where, values = fts5_words.condition(replace(within, groups=((word,),)))
                    count = f"SELECT count(*) FROM words WHERE {where}"  # noqa: S608
                    found[word] = connection.execute(count, values).fetchone()[0]
        return {word: count for word, count in found.items() if count}

    def refs(self) -> set[int]:
        """Everything that is in the index."""
        with self._lock, self._reader() as connection:
            return {key % DAY for (key,) in connection.execute("SELECT rowid FROM words")}

    def fresh(self) -> "Fts5":
        """A file of its own beside the one in use."""
        return Fts5(self._shelf.folder, self._shelf.fresh())

    def take_over(self) -> None:
        """Let the file that was filled be the one in use."""
        # Also a forum with nothing in it has a file.
        self.change([])
        self._close()
        self._shelf.use(self._path())

    def drop(self) -> None:
        """Take the files away."""
        with self._lock:
            self._close()
            self._shelf.drop()

    def size(self) -> int:
        """The bytes of all files."""
        return self._shelf.size()

    def _path(self) -> Path:
        path = self._copy or self._shelf.current()
        if path is None:
            raise Unready(self.name)
        return path

    def _writer(self) -> sqlite3.Connection:
        path = self._path()
        is_new = not path.exists()
        connection = sqlite3.connect(path, isolation_level=None, timeout=10)
        connection.execute("PRAGMA journal_mode=WAL")
        # The queue is emptied only afterwards, so a lost commit is written again.
        connection.execute("PRAGMA synchronous=NORMAL")
        if is_new:
            connection.executescript(TABLES)
        return connection

    @contextmanager
    def _reader(self) -> Iterator[sqlite3.Connection]:
        """The connection to the file in use; opened anew when another file takes its place."""
        path = self._path()
        with self._trouble(path):
            file = path.stat().st_ino
            if self._reading is None or self._reading[:2] != (path, file):
                self._close()
                connection = sqlite3.connect(
                    path, isolation_level=None, timeout=5, check_same_thread=False
                )
                connection.execute("PRAGMA query_only=ON")
                connection.execute("PRAGMA mmap_size=268435456")
                self._reading = (path, file, connection)
                # Each connection counts the changes of others for itself.
                self._answers, self._kinds = Answers(), Kinds()
            # What is counted and what is listed must be of one moment.
            self._reading[2].execute("BEGIN")
            try:
                yield self._reading[2]
            finally:
                self._reading[2].execute("ROLLBACK")

    def _close(self) -> None:
        if self._reading is not None:
            self._reading[2].close()
            self._reading = None

    @contextmanager
    def _trouble(self, copy: Path) -> Iterator[None]:
        """Whatever SQLite stumbles over means that the file cannot be read; full disks pass."""
        try:
            yield
        except (sqlite3.DatabaseError, FileNotFoundError) as error:
            if any(word in str(error) for word in ("locked", "full", "readonly")):
                raise
            log.exception("the FTS5 index cannot be used")
            self._shelf.complain(copy)
            raise Unready(self.name) from error


def _state(connection: sqlite3.Connection) -> int:
    """Another number whenever somebody has changed the index; told of what this reading sees."""
    found: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return found


def _numbered(connection: sqlite3.Connection, letter: str) -> frozenset[str]:
    """Every fact of the index that is this letter and a number."""
    query = "SELECT term FROM vocabulary WHERE term >= ? AND term < ? AND col = 'facts'"
    terms = connection.execute(query, (f"{letter}0", f"{letter}:"))
    return frozenset(term for (term,) in terms)


def _best(
    connection: sqlite3.Connection, wanted: Wanted, where: str, values: dict[str, object]
) -> Found:
    newest = values | {"limit": MOST_COUNTED + 1}
    keys = [key for (key,) in connection.execute(_listing(where, "words.rowid DESC"), newest)]
    total = len(keys)
    if wanted.groups and not wanted.newest:
        if total > MOST_WEIGHED:
            values["least"] = keys[MOST_WEIGHED - 1]
            where += " AND words.rowid >= :least"
        keys = [key for (key,) in connection.execute(_listing(where, WEIGHT), values)]
    refs = [key % DAY for key in keys[: wanted.limit]]
    return Found(refs, total, is_whole=total <= MOST_COUNTED)


def _listing(where: str, order: str) -> str:
    return f"SELECT words.rowid FROM words WHERE {where} ORDER BY {order} LIMIT :limit"  # noqa: S608


def _key(document: Document) -> int:
    return max(0, document.day) * DAY + document.ref


def _delete(connection: sqlite3.Connection, refs: Collection[int]) -> None:
    for some in _portions(refs):
        marks = ", ".join("?" * len(some))
        old = f"SELECT key FROM keys WHERE ref IN ({marks})"  # noqa: S608 -- only question marks
        keys = connection.execute(old, some).fetchall()
        connection.executemany("DELETE FROM words WHERE rowid = ?", keys)
        connection.executemany("DELETE FROM keys WHERE key = ?", keys)


def _portions(values: Collection[object]) -> Iterator[list[object]]:
    every = list(values)
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]


@contextmanager
def _patience(connection: sqlite3.Connection) -> Iterator[None]:
    """Break off what takes too long."""
    ends_at = time.monotonic() + PATIENCE_SECONDS
    connection.set_progress_handler(lambda: int(time.monotonic() > ends_at), LOOK_EVERY)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
