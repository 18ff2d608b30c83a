"""Site maps: an index, and pages of addresses that guests may know."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeAlias
from urllib.parse import quote

from flask import Response, render_template

from forum.feeds import queries, settings
from forum.feeds.places import whole
from forum.feeds.queries import Place
from forum.feeds.views.shell import answer, bp
from forum.kernel.policy import NotFound
from forum.site.queries import public_url

# A place, and when it last changed, where that is known.
Address: TypeAlias = tuple[str, datetime | None]
XML = "application/xml; charset=utf-8"
# Stands in an address for the word and for the number of each place on a page of the map.
WORD, NUMBER = "0word0", 1234567890


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """The pages of the map that have anything on them."""
    _require_open()
    pages: list[Address] = [(whole("feeds.sitemap_of_channels"), None)]
    pages += _pages("feeds.sitemap_of_tags", queries.tag_pages())
    pages += _pages("feeds.sitemap_of_topics", queries.topic_pages())
    return answer(render_template("feeds/sitemap_index.xml", pages=pages), XML)


@bp.get("/sitemap-channels.xml")
def sitemap_of_channels() -> Response:
    """The front page, the channels and the guides."""
    _require_open()
    home = (public_url() + "/", None)
    rooms = _addresses("home.channel", queries.channels(), slug=WORD)
    guides = _addresses("guides.show", queries.guides(), guide_id=NUMBER)
    return _page([home, *rooms, *guides])


@bp.get("/sitemap-tags-<int:number>.xml")
def sitemap_of_tags(number: int) -> Response:
    """The tags of a page."""
    _require_open()
    return _page(_addresses("home.tag", _found(queries.tags(number)), name=WORD))


@bp.get("/sitemap-topics-<int:number>.xml")
def sitemap_of_topics(number: int) -> Response:
    """The topics of a page."""
    _require_open()
    places = _found(queries.topics(number))
    return _page(_addresses("topics.show", places, slug=WORD, topic_id=NUMBER))


def _require_open() -> None:
    """A site that asks robots to stay out hands them no map."""
    if settings.ROBOTS.get() == "closed":
        raise NotFound


def _found(places: Sequence[Place]) -> Sequence[Place]:
    if not places:
        raise NotFound
    return places


def _pages(endpoint: str, pages: Iterable[Place]) -> list[Address]:
    return [(whole(endpoint, number=page.id), page.changed_at) for page in pages]


def _addresses(endpoint: str, places: Iterable[Place], **values: object) -> list[Address]:
    """The address of each place. It is built once and filled in: building ten thousand is slow."""
    pattern = whole(endpoint, **values)
    return [(_filled(pattern, place), place.changed_at) for place in places]


def _filled(pattern: str, place: Place) -> str:
    return pattern.replace(str(NUMBER), str(place.id)).replace(WORD, quote(place.word))


def _page(addresses: Sequence[Address]) -> Response:
    return answer(render_template("feeds/sitemap.xml", addresses=addresses), XML)
