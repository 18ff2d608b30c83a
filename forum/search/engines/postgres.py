"""The engine inside PostgreSQL: a table with a text vector for each document, and its GIN index."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import text

from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.search import analysis, facts
from forum.search.engines.answers import Answers
from forum.search.engines.engine import (
    FRESH_DAYS,
    TIMELESS,
    TITLE_COUNTS,
    Document,
    Found,
    Group,
    Unready,
    Wanted,
)

# What PostgreSQL can count in one vector.
LAST_PLACE = 16_383
PLACES_OF_A_WORD = 255
# Of more matches than this only the newest are weighed, and the others are not even counted.
MOST_WEIGHED = 3_000
# What the database thinks that looking into a vector costs is a part of the truth: it would walk
# through the whole table where the index of words leads to a few rows. Compiling such a query takes
# longer than running it, and so does dividing it. This holds until the end of the transaction.
PLANNED = text(
    "SELECT set_config('jit', 'off', true), set_config('cpu_operator_cost', '0.02', true),"
    " set_config('max_parallel_workers_per_gather', '0', true)"
)
# Written anew with every change, so that the transaction that wrote it tells one state of the index
# from another.
CHANGED = text("UPDATE search_entries SET words = '' WHERE ref = :whole")
STATE = text("SELECT CAST(xmin AS text) FROM search_entries WHERE ref = :whole AND day = :making")
# Facts begin with a sign that no word has.
FACT = "="
# The row that says that everything was indexed once; its day is the making of the words.
WHOLE = 0
# Weights end at one: what is said in a title counts so much more than elsewhere.
ORDINARY = round(1 / (1 + TITLE_COUNTS), 2)
WEIGHT = (
    f"ts_rank('{{{ORDINARY}, {ORDINARY}, {ORDINARY}, 1}}', words, CAST(:ranked AS tsquery), 1)"
    f" * ({TIMELESS} + {1 - TIMELESS} / (1 + greatest(0, :today - day) / {FRESH_DAYS}))"
)
PUT = text(
    "INSERT INTO search_entries (ref, day, words) VALUES (:ref, :day, CAST(:words AS tsvector))"
    " ON CONFLICT (ref) DO UPDATE SET day = excluded.day, words = excluded.words"
)


class Postgres:
    """Rows of the forum's own database, changed in transactions like all others."""

    name = "postgres"
    is_beside = False

    def __init__(self, *, made: set[int] | None = None) -> None:
        # What was put in while the index is made anew, in its own place.
        self._made = made
        self._answers = Answers()

    def is_ready(self) -> bool:
        """Whether everything was indexed once, with words made as they are today."""
        return self._state() is not None

    def _state(self) -> str | None:
        """Another word whenever the index was changed; nothing while there is none."""
        values = {"whole": WHOLE, "making": analysis.VERSION}
        found: str | None = db.session.scalar(STATE, values)
        return found

    def look_after(self) -> None:
        """Nothing to do: the database finds its own damage when it reads."""

    def change(self, documents: Iterable[Document], remove: Collection[int] = ()) -> None:
        """One transaction for all of it."""
        rows: list[dict[str, Any]] = [
            {"ref": one.ref, "day": one.day, "words": _vector(one)}
            for one in sorted(documents, key=lambda one: one.ref)
        ]
        with transaction():
            if remove:
                gone = text("DELETE FROM search_entries WHERE ref = ANY(:refs)")
                db.session.execute(gone, {"refs": list(remove)})
            if rows:
                db.session.execute(PUT, rows)
            if rows or remove:
                db.session.execute(CHANGED, {"whole": WHOLE})
        if self._made is not None:
            self._made -= set(remove)
            self._made |= {row["ref"] for row in rows}

    def search(self, wanted: Wanted) -> Found:
        """The best matches. Who asks must know that the engine is ready."""
        # Read before the answer, which may be of a later state, and never of an earlier one.
        state = self._state()
        if state is None:
            return self._search(wanted)
        return self._answers.of(state, wanted, lambda: self._search(wanted))

    def _search(self, wanted: Wanted) -> Found:
        where, values = _where(wanted)
        order = "day DESC, ref DESC"
        # Sorted without the vectors, which would not fit into memory.
        newest = (
            f"SELECT ref, day FROM search_entries WHERE {where}"  # noqa: S608
            f" ORDER BY {order} LIMIT {MOST_WEIGHED + 1}"
        )
        source = "newest"
        if wanted.groups and not wanted.newest:
            order = f"{WEIGHT} DESC, ref DESC"
            source = (
                "(SELECT ref, newest.day, words"
                " FROM newest JOIN search_entries USING (ref)) AS weighed"
            )
            values["ranked"] = _either(wanted.groups)
            values["today"] = wanted.today
        query = text(
            f"WITH newest AS MATERIALIZED ({newest})"  # noqa: S608
            f" SELECT ref, (SELECT count(*) FROM newest) FROM {source}"
            f" ORDER BY {order} LIMIT :limit"
        )
        db.session.execute(PLANNED)
        rows = db.session.execute(query, values | {"limit": wanted.limit}).all()
        total = rows[0][1] if rows else 0
        return Found([row[0] for row in rows], total, is_whole=total <= MOST_WEIGHED)

    def frequencies(self, words: Collection[str], within: Wanted) -> Mapping[str, int]:
        """In how many of the documents within each word stands; counted to a few hundred only."""
        where, values = _where(within)
        query = text(
            "SELECT word, (SELECT count(*) FROM (SELECT 1 FROM search_entries WHERE"  # noqa: S608
            f" words @@ quoted AND {where} LIMIT 300) AS few)"
            " FROM unnest(CAST(:known AS text[]), CAST(:queries AS tsquery[])) AS w (word, quoted)"
        )
        known = list(words)
        asked = {"known": known, "queries": [_quoted(word) for word in known]}
        rows = db.session.execute(query, values | asked)
        return {word: count for word, count in rows if count}

    def refs(self) -> set[int]:
        """Everything that is in the index."""
        if not self.is_ready():
            raise Unready(self.name)
        query = text("SELECT ref FROM search_entries WHERE ref <> :whole")
        return set(db.session.scalars(query, {"whole": WHOLE}))

    def fresh(self) -> "Postgres":
        """The same rows: they are made anew one after the other."""
        return Postgres(made=set())

    def take_over(self) -> None:
        """Take away what was not made anew, and say that the whole is there."""
        with transaction():
            rest = text("DELETE FROM search_entries WHERE ref <> ALL(:made)")
            db.session.execute(rest, {"made": list(self._made or ())})
            db.session.execute(PUT, {"ref": WHOLE, "day": analysis.VERSION, "words": ""})

    def drop(self) -> None:
        """Take all rows away."""
        with transaction():
            db.session.execute(text("DELETE FROM search_entries"))

    def size(self) -> int:
        """The bytes of the table and its indexes."""
        query = text("SELECT pg_total_relation_size('search_entries')")
        return int(db.session.execute(query).scalar_one())


def _vector(document: Document) -> str:
    """The document as PostgreSQL writes text vectors: words with their places, then facts."""
    places: dict[str, list[str]] = {}
    for mark, words in (("A", document.title), ("", document.text)):
        for place, word in enumerate(words, start=1):
            places.setdefault(word, []).append(f"{min(place, LAST_PLACE)}{mark}")
    said = (
        f"{_quoted(word)}:{','.join(found[:PLACES_OF_A_WORD])}" for word, found in places.items()
    )
    return " ".join([*said, *(_quoted(FACT + fact) for fact in document.facts)])


def _where(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    parts = [f"ref <> {WHOLE}"]
    values: dict[str, Any] = {}
    said, checked = _said(wanted)
    if said:
        parts.append("words @@ CAST(:said AS tsquery)")
        values["said"] = said
    if checked:
        # Not looked up in the index: nearly every document fits, so its list there is endless.
        parts.append("(words @@ CAST(:checked AS tsquery)) IS TRUE")
        values["checked"] = checked
    if wanted.first_day is not None:
        parts.append("day >= :first_day")
        values["first_day"] = wanted.first_day
    if wanted.last_day is not None:
        parts.append("day <= :last_day")
        values["last_day"] = wanted.last_day
    if wanted.hidden:
        parts.append("ref <> ALL(:hidden)")
        values["hidden"] = list(wanted.hidden)
    return " AND ".join(parts), values


def _said(wanted: Wanted) -> tuple[str, str]:
    """The words, phrases and facts as queries of PostgreSQL: what is looked up, and what is checked
    of the documents that were found so."""
    mark = ":A" if wanted.in_title else ""
    between = " | " if wanted.one_is_enough else " & "
    words = between.join(_phrase(group, mark) for group in wanted.groups)
    looked_up = [f"({words})"] if words else []
    if wanted.in_title and words:
        # The index knows words and not where they stand; only first posts have titles.
        looked_up.append(_quoted(FACT + facts.FIRST))
    looked_up += [f"!({_phrase(group, mark)})" for group in wanted.without]
    checked = [f"!{_quoted(FACT + fact)}" for fact in sorted(wanted.unlike)]
    for any_of in wanted.facts:
        either = f"({' | '.join(_quoted(FACT + fact) for fact in sorted(any_of))})"
        (looked_up if len(any_of) == 1 else checked).append(either)
    return " & ".join(looked_up), " & ".join(checked)


def _phrase(group: Group, mark: str = "") -> str:
    return "(" + " <-> ".join(_quoted(word) + mark for word in group) + ")"


def _either(groups: Sequence[Group]) -> str:
    """What is weighed: every word for itself."""
    return " | ".join(_quoted(word) for group in groups for word in group)


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
