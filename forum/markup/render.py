"""The one way from what people write to what pages show."""

from collections.abc import Mapping
from typing import Any

from forum.markup import imported
from forum.markup.bounds import MOST_TAGS
from forum.markup.footnotes import id_prefix
from forum.markup.highlight import Allowance
from forum.markup.parser import forum_parser
from forum.markup.sanitize import sanitize
from forum.markup.shapes import Picture, Rendered, Site
from forum.markup.typed import as_typed, clean
from forum.markup.words import Reader, excerpt

__all__ = ["PLAIN", "VERSION", "Picture", "Rendered", "Site", "excerpt", "render", "render_html"]

# Stored beside each rendered text; raise it when the same source gives other HTML.
VERSION = 1

PLAIN = Site(members=lambda names: {}, pictures=lambda ids: {})


def render(source: str, site: Site, *, anchor: str = "") -> Rendered:
    """Turn Markdown into safe HTML and what other parts need to know about it.

    anchor  begins the ids of footnotes, so that two texts on one page do not clash
    """
    md = forum_parser()
    env: dict[str, Any] = {"site": site, "id_prefix": id_prefix(anchor), "allowance": Allowance()}
    source = clean(source)
    html = md.renderer.render(md.parse(source, env), md.options, env)
    if html.count("<") > MOST_TAGS:
        html = as_typed(source)
    return _finished(html, site, env["pictures"])


def render_html(source_html: str, site: Site) -> Rendered:
    """Hold HTML that came from elsewhere to the same allow-list, as a post of ours."""
    html, known = imported.translated(clean(source_html), site)
    return _finished(html, site, known)


def _finished(html: str, site: Site, known: Mapping[str, Picture]) -> Rendered:
    safe = sanitize(html, site.outside_pictures)
    reader = Reader(site.origin)
    reader.feed(safe)
    reader.close()
    return Rendered(
        html=safe,
        text=reader.text,
        mentions=tuple(reader.mentions),
        uploads=tuple(public_id for public_id in reader.uploads if public_id in known),
        links=tuple(reader.links),
        has_code=reader.has_code,
    )
