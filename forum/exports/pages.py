"""A member's copy as pages that can be read: an index, and pages for each kind of thing."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from babel.dates import format_datetime
from flask import render_template
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from sqlalchemy import Column, Connection, select

from forum import paths
from forum.accounts.models import User
from forum.exports import tables
from forum.exports.boxes import Box
from forum.exports.naming import label
from forum.site import queries as site
from forum.web.language import LANGUAGE, LANGUAGES

A_PAGE = 200
STYLE = "style.css"
PICTURE = re.compile(r'(src|href)="/uploads/([A-Za-z0-9_-]{22})[^"]*"')
SOURCES = re.compile(r'\s(?:srcset|sizes)="[^"]*"')
INSIDE = re.compile(r'(src|href)="/(?!/)')


def write(
    box: Box,
    connection: Connection,
    member: User,
    shown: Mapping[str, Sequence[Column[Any]]],
    *,
    pictures: Sequence[str],
) -> None:
    """Put pages for every table that has rows of the member into the box, and an index.

    shown     by the name of a table the columns that the member is given, the owner's first
    pictures  the names of the files in the box's folder `pictures`
    """
    with force_locale(member.locale if member.locale in LANGUAGES else LANGUAGE.get() or "en"):
        files, counts = _by_id(pictures), []
        for name, columns in shown.items():
            count = _Pages(box, name, files).write(_rows(connection, member, columns))
            if count:
                counts.append((name, label(name), count))
        given = {"member": member, "counts": counts, "pictures": sorted(pictures)}
        _write(box, "index.html", "index", **given)
    with box.written(STYLE) as file:
        file.write((paths.TEMPLATES / "exports" / "copy" / STYLE).read_bytes())


class _Pages:
    """The pages of one table, so many rows on each."""

    def __init__(self, box: Box, name: str, files: Mapping[str, str]) -> None:
        self._box = box
        self._name = name
        self._files = files

    def write(self, rows: Iterator[Mapping[str, Any]]) -> int:
        """Write all of them; returns how many rows there were."""
        done, number, some = 0, 1, list(islice(rows, A_PAGE))
        while some:
            following = list(islice(rows, A_PAGE))
            self._write_page(number, some, is_last=not following)
            done, number, some = done + len(some), number + 1, following
        return done

    def _write_page(self, number: int, rows: list[Mapping[str, Any]], *, is_last: bool) -> None:
        _write(
            self._box,
            f"pages/{self._name}-{number}.html",
            "posts" if self._name == "posts" else "rows",
            name=self._name,
            heading=label(self._name),
            rows=rows,
            number=number,
            is_last=is_last,
            told=told,
            shown=self._shown,
            origin=site.public_url(),
        )

    def _shown(self, html: str) -> str:
        """The html of a text with its pictures from the box, and links that lead to the forum."""

        def placed(found: re.Match[str]) -> str:
            file = self._files.get(found[2])
            return f'{found[1]}="../pictures/{file}"' if file else found[0]

        inside = PICTURE.sub(placed, SOURCES.sub("", html))
        return INSIDE.sub(rf'\1="{site.public_url()}/', inside)


def told(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return str(format_datetime(value, "long", locale=get_locale()))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return "" if value is None else str(value)


def _rows(
    connection: Connection, member: User, columns: Sequence[Column[Any]]
) -> Iterator[Mapping[str, Any]]:
    owner = columns[0]
    order = tables.order(owner.table, connection.dialect.name)
    query = select(*columns).where(*tables.of_member(owner, member.id)).order_by(*order)
    for row in connection.execute(query, execution_options={"yield_per": A_PAGE}):
        yield dict(row._mapping)


def _by_id(pictures: Sequence[str]) -> Mapping[str, str]:
    return {name[:22]: name for name in pictures}


def _write(box: Box, place: str, template: str, **values: Any) -> None:
    page = render_template(f"exports/copy/{template}.html", site_name=site.brand().name, **values)
    with box.written(place) as file:
        file.write(page.encode("utf-8", "replace"))
