"""What the brand may choose about search."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

ENGINE = Setting(
    "search.engine",
    default="auto",
    help=_(
        "What finds things: auto takes PostgreSQL where it keeps the forum and Whoosh elsewhere;"
        " fts5 is the one of SQLite, the quickest for large forums."
    ),
    choices=("auto", "whoosh", "fts5", "postgres"),
)

ALL: list[Setting[Any]] = [ENGINE]
