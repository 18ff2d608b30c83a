"""Atom feeds of the whole site, a channel, a topic and a tag."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import Response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from forum.accounts.models import Guest
from forum.channels import policy as channels
from forum.channels.policy import NO_SEAT
from forum.channels.queries import Moved, channel_at
from forum.feeds import queries
from forum.feeds.absolute import printable, with_whole_addresses
from forum.feeds.covered import without_spoilers
from forum.feeds.places import whole
from forum.feeds.queries import Entry
from forum.feeds.views.shell import answer, bp
from forum.home.queries import Renamed, tag_named
from forum.kernel.paging import EPOCH
from forum.kernel.policy import NotFound
from forum.site import queries as site
from forum.topics import queries as topics
from forum.topics.models import Topic

GUEST = Guest()
ATOM = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True)
class Feed:
    """What stands above the entries: name, page, its own address, and when news came last."""

    title: str
    page: str
    address: str
    updated_at: datetime
    subtitle: str = ""


@bp.get("/feed.atom")
def home() -> Response:
    return _feed("", queries.latest(), "home.latest", subtitle=site.brand().tagline)


@bp.get("/c/<slug>/feed.atom")
def channel(slug: str) -> BaseResponse:
    try:
        found = channel_at(GUEST, slug)
    except Moved as moved:
        return redirect(url_for(".channel", slug=moved.slug), 301)
    if not channels.can_read(GUEST, found, NO_SEAT):
        raise NotFound
    entries = queries.topics_in(found)
    return _feed(found.name, entries, "home.channel", subtitle=found.description, slug=slug)


@bp.get("/t/<slug>/<int:topic_id>/feed.atom")
def topic(slug: str, topic_id: int) -> BaseResponse:
    found = _topic_or_target(topic_id)
    if (found.id, found.slug) != (topic_id, slug):
        return redirect(url_for(".topic", slug=found.slug, topic_id=found.id), 301)
    entries = queries.posts_of(found)
    return _feed(found.title, entries, "topics.show", slug=slug, topic_id=topic_id)


@bp.get("/tags/<name>/feed.atom")
def tag(name: str) -> BaseResponse:
    try:
        found = tag_named(GUEST, name)
    except Renamed as renamed:
        return redirect(url_for(".tag", name=renamed.name), 301)
    return _feed(found.name, queries.tagged(found), "home.tag", name=found.name)


def _topic_or_target(topic_id: int) -> Topic:
    """The topic, or the one that took it in."""
    try:
        return topics.visible_topic(GUEST, topic_id)
    except NotFound:
        return topics.merged_into(GUEST, topic_id)


OF_PAGES = {
    "home.latest": "feeds.home",
    "home.channel": "feeds.channel",
    "home.tag": "feeds.tag",
    "topics.show": "feeds.topic",
}


def _feed(
    of: str, entries: Sequence[Entry], page: str, *, subtitle: str = "", **values: object
) -> Response:
    brand = site.brand().name
    feed = Feed(
        title=printable(f"{of} · {brand}" if of else brand),
        page=whole(page, **values),
        address=whole(OF_PAGES[page], **values),
        updated_at=max((entry.updated_at for entry in entries), default=EPOCH),
        subtitle=printable(subtitle),
    )
    body = render_template(
        "feeds/feed.xml",
        feed=feed,
        entries=entries,
        is_of_topics=page != "topics.show",
        host=urlsplit(feed.address).hostname,
        printable=printable,
        whole=whole,
        content=_content,
    )
    return answer(body, ATOM, changed_at=feed.updated_at)


def _content(entry: Entry) -> str:
    """The text of an entry as a feed reader may show it."""
    if entry.number == 1:
        address = whole("topics.show", slug=entry.slug, topic_id=entry.topic_id)
    else:
        address = whole("topics.post", post_id=entry.id)
    words = _("Hidden: read it in the post")
    html = without_spoilers(entry.html, address=address, words=words)
    return printable(with_whole_addresses(html, site.public_url()))
