"""What machines find in the heads of pages: feeds, canonical addresses, cards, linked data."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from babel.core import get_global
from flask import request, url_for
from flask_babel import get_locale

from forum.accounts.models import Guest, Viewer
from forum.channels import policy as channels
from forum.channels.models import Channel
from forum.channels.policy import NO_SEAT
from forum.feeds import linked, settings
from forum.feeds.places import whole
from forum.kernel.slots import Part
from forum.site import queries as site
from forum.topics.models import Topic

GUEST = Guest()
# These say by themselves what they are called, because they know their page's number or name.
OWN_CANONICAL = frozenset({"topics.show", "members.show"})
OWN_CARD = frozenset({"topics.show"})
# What of an address after the question mark makes another page of it.
KEPT = ("after", "page")
# What an address must not have in it: whoever knows one of these may do what it is for.
KEYS = frozenset({"token", "word"})
CARD_WIDTH = 800


def in_head(viewer: Viewer) -> Sequence[Part]:
    """The feeds of the site for everybody, and for guests, as whom machines come, the rest."""
    parts = [Part("feeds/_site_head.html", {"tag": _tag()})]
    if viewer.is_guest and _is_lasting():
        parts.append(Part("feeds/_card.html", _card()))
    return parts


def of_channel(viewer: Viewer, items: Sequence[Channel]) -> Mapping[int, Part]:
    """A channel's feed and its place, where guests may read it."""
    return {
        channel.id: Part(
            "feeds/_channel_head.html",
            {"channel": channel, "facts": linked.of_channel(channel) if _tells(viewer) else None},
        )
        for channel in items
        if channels.can_read(GUEST, channel, NO_SEAT)
    }


def of_topic(viewer: Viewer, items: Sequence[Topic]) -> Mapping[int, Part]:
    """A topic's feed, and what it is, where guests may read it."""
    return {
        topic.id: Part(
            "feeds/_topic_head.html",
            {
                "topic": topic,
                "image": _picture(topic.picture) if topic.picture else _own_image(),
                # The posts are those that the page has found already, and so told by its template.
                "facts": partial(linked.of_topic, topic) if _tells(viewer) else None,
                "has_card": viewer.is_guest,
            },
        )
        for topic in items
        if topic.is_published and channels.can_read(GUEST, topic.channel, NO_SEAT)
    }


def _tells(viewer: Viewer) -> bool:
    """Members are told nothing: search engines come as guests."""
    return viewer.is_guest and settings.ROBOTS.get() == "open"


def _is_lasting() -> bool:
    """Whether the page has an address that may be told: not one that is a key."""
    is_page = request.endpoint is not None and request.method in {"GET", "HEAD"}
    return is_page and KEYS.isdisjoint(request.view_args or {})


def _tag() -> str:
    """The tag whose page this is."""
    return (request.view_args or {}).get("name", "") if request.endpoint == "home.tag" else ""


def _card() -> dict[str, Any]:
    kept = {name: request.args[name] for name in KEPT if name in request.args}
    endpoint = request.endpoint or ""
    own = endpoint in OWN_CANONICAL
    return {
        "canonical": "" if own else whole(endpoint, **(request.view_args or {}), **kept),
        "locale": _locale(),
        "image": "" if endpoint in OWN_CARD else _own_image(),
    }


def _locale() -> str:
    """The language with a country, as cards want it: de_DE."""
    language = str(get_locale() or "en")
    likely = get_global("likely_subtags").get(language, language)
    parts = likely.split("_")
    return f"{parts[0]}_{parts[-1]}"


def _own_image() -> str:
    """The logo, or else the sign of the brand."""
    logo = site.brand().logo
    return site.public_url() + (logo or url_for("feeds.app_icon", name="512"))


def _picture(public_id: str) -> str:
    return whole("uploads.show", public_id=public_id, width=CARD_WIDTH)


ROWS: dict[str, Callable[..., Mapping[int, Part]]] = {
    "channel.head": of_channel,
    "topic.head": of_topic,
}
PAGES: dict[str, Callable[..., Sequence[Part]]] = {"site.head": in_head}
