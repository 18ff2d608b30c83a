"""What is wanted, in the words of SQLite's full-text index."""

from forum.search.engines.engine import Group, Wanted

# A document's key holds its day above its ref: its age is known without reading the row, and
# the order of the keys is the order of time.
DAY = 2**36


def condition(wanted: Wanted) -> tuple[str, dict[str, object]]:
    """The condition in SQL, and its values."""
    parts: list[str] = []
    values: dict[str, object] = {}
    said = _said(wanted)
    if said:
        parts.append("words MATCH :said")
        values["said"] = said
    if wanted.first_day is not None:
        parts.append(f"words.rowid >= {max(0, wanted.first_day) * DAY}")
    if wanted.last_day is not None:
        parts.append(f"words.rowid < {(max(-1, wanted.last_day) + 1) * DAY}")
    if wanted.hidden:
        refs = ", ".join(map(str, map(int, wanted.hidden)))
        parts.append(f"words.rowid NOT IN (SELECT key FROM keys WHERE ref IN ({refs}))")  # noqa: S608
    return " AND ".join(parts) or "1", values


def _said(wanted: Wanted) -> str:
    """The words, phrases and facts as one expression of the index."""
    column = "title" if wanted.in_title else "{title text}"
    between = " OR " if wanted.one_is_enough else " AND "
    words = between.join(f"{column} : {_quoted(group)}" for group in wanted.groups)
    have = [f"({words})"] if words else []
    have += [f"facts : ({' OR '.join(map(_one, sorted(any_of)))})" for any_of in wanted.facts]
    have_not = [f"{column} : {_quoted(group)}" for group in wanted.without]
    have_not += [f"facts : {_one(fact)}" for fact in sorted(wanted.unlike)]
    said = " AND ".join(have)
    return f"({said}) NOT ({' OR '.join(have_not)})" if said and have_not else said


def _quoted(group: Group) -> str:
    return '"' + " ".join(group).replace('"', "") + '"'


def _one(fact: str) -> str:
    return _quoted((fact,))
