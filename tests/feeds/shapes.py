"""JSON-LD on a page, read as the standard says and held to what schema.org says of its types.

pyld expands it, so a word that is none of the vocabulary, a value in the wrong place or a broken
address falls out; the tables below are the types that we write, after schema.org and the search
engines' own lists of what they need.
"""

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import html5lib
from pyld import jsonld

VOCABULARY = "https://schema.org/"
# The context that schema.org serves makes all its words bare; nothing is fetched in a test.
# Without a base, an address that is not whole stays so and is found.
CONTEXT = {"@context": {"@vocab": VOCABULARY, "@base": None}}
LINKS = ("url", "item", "mainEntityOfPage", "interactionType", "image")
CONTEXT["@context"] |= {name: {"@type": "@id"} for name in LINKS}

TEXT, LINK, MOMENT, COUNT = "text", "link", "moment", "count"
WRITTEN = {"author": "Person", "datePublished": MOMENT, "text": TEXT, "dateModified": MOMENT}
LIKED = {"upvoteCount": COUNT}
COUNTED = {"interactionStatistic": "InteractionCounter"}
# Type -> what it may have, and of it what it must have.
MAY = {
    "DiscussionForumPosting": WRITTEN
    | COUNTED
    | {"headline": TEXT, "url": LINK, "mainEntityOfPage": LINK, "image": LINK}
    | {"comment": "Comment", "commentCount": COUNT},
    "Comment": WRITTEN | COUNTED | {"url": LINK},
    "QAPage": {"mainEntity": "Question", "url": LINK},
    "Question": WRITTEN
    | LIKED
    | {"name": TEXT, "url": LINK, "image": LINK, "answerCount": COUNT}
    | {"acceptedAnswer": "Answer", "suggestedAnswer": "Answer"},
    "Answer": WRITTEN | LIKED | {"url": LINK},
    "Person": {"name": TEXT, "url": LINK},
    "InteractionCounter": {"interactionType": LINK, "userInteractionCount": COUNT},
    "BreadcrumbList": {"itemListElement": "ListItem"},
    "ListItem": {"position": COUNT, "name": TEXT, "item": LINK},
}
MUST = {
    "DiscussionForumPosting": {"author", "datePublished", "headline", "url"},
    "Comment": {"author", "datePublished", "text", "url"},
    "QAPage": {"mainEntity"},
    "Question": {"name", "answerCount", "author", "datePublished"},
    "Answer": {"text", "url", "author", "datePublished", "upvoteCount"},
    "Person": {"name", "url"},
    "InteractionCounter": {"interactionType", "userInteractionCount"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}
FILLED = re.compile(r"(?s).*\S.*")


def facts(page: str) -> list[dict[str, Any]]:
    """What the page says in its one block of data, checked; as written, one for each thing."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    blocks = [each for each in tree.iter("script") if each.get("type") == "application/ld+json"]
    assert len(blocks) == 1, f"{len(blocks)} blocks"
    written = json.loads(blocks[0].text)
    check(written)
    graph: list[dict[str, Any]] = written["@graph"]
    return graph


def check(written: dict[str, Any]) -> None:
    """Fail unless every thing is of a known type and has all it must and only what it may."""
    assert written["@context"] == "https://schema.org"
    expanded = jsonld.expand(written | CONTEXT, {"documentLoader": _fetch_nothing})
    assert len(expanded) == len(written["@graph"])
    for thing in expanded:
        _check_thing(thing)


def _fetch_nothing(address: str, options: Any) -> None:
    raise AssertionError(f"{address} was to be fetched")


def _check_thing(thing: dict[str, Any]) -> None:
    (kind,) = (name.removeprefix(VOCABULARY) for name in thing["@type"])
    had = {
        name.removeprefix(VOCABULARY): values for name, values in thing.items() if name[0] != "@"
    }
    assert kind in MAY, kind
    assert MUST[kind] <= had.keys(), f"{kind} lacks {MUST[kind] - had.keys()}"
    for name, values in had.items():
        assert name in MAY[kind], f"{kind} may not have {name}"
        for value in values:
            _check_value(value, MAY[kind][name])


def _check_value(value: dict[str, Any], kind: str) -> None:
    if kind == LINK:
        parts = urlsplit(value["@id"])
        assert parts.scheme in {"http", "https"} and parts.netloc, value
    elif kind == MOMENT:
        assert datetime.fromisoformat(value["@value"]).tzinfo is not None
    elif kind == COUNT:
        assert type(value["@value"]) is int and value["@value"] >= 0
    elif kind == TEXT:
        assert FILLED.fullmatch(value["@value"])
    else:
        assert value["@type"] == [VOCABULARY + kind]
        _check_thing(value)
