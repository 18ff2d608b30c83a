"""Pictures: our own uploads are shown in fitting sizes, others only where the site allows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from forum.markup.addresses import OUTSIDE_REL, is_allowed, is_outside, is_picture_from, upload_id
from forum.markup.shapes import Picture, Site

# Prose is about 40rem wide; on a phone a picture takes the width of the page.
SIZES = "(max-width: 760px) 100vw, 40rem"
# The width for browsers that do not choose by themselves.
USUAL_WIDTH = 960


@dataclass(frozen=True)
class Wanted:
    """A picture as the author named it."""

    address: str
    alt: str
    title: str = ""


def picture_in_text(wanted: Wanted, *, site: Site, known: Mapping[str, Picture]) -> str:
    """Our own picture, linked to its full size; else the picture, a link to it, or its alt text."""
    address = escape(wanted.address)
    public_id = upload_id(wanted.address, site.origin)
    if public_id in known:
        # A link needs a name, so a picture that was given none is called by what it is.
        named = Wanted(address, wanted.alt if wanted.alt.strip() else site.picture, wanted.title)
        img = _own_img(known[public_id], named)
        return f'<a class="prose__picture" href="/uploads/{public_id}">{img}</a>'
    if is_picture_from(wanted.address, site.outside_pictures):
        return _img(f'src="{address}"', wanted)
    if public_id or not is_allowed(wanted.address):
        return escape(wanted.alt)
    rel = f' rel="{OUTSIDE_REL}"' if is_outside(wanted.address, site.origin) else ""
    return f'<a href="{address}"{rel}>{escape(wanted.alt.strip()) or address}</a>'


def picture_in_link(wanted: Wanted, *, site: Site, known: Mapping[str, Picture]) -> str:
    """The same inside a link, which cannot hold another one: the picture, or its alt text."""
    public_id = upload_id(wanted.address, site.origin)
    if public_id in known:
        return _own_img(known[public_id], wanted)
    if is_picture_from(wanted.address, site.outside_pictures):
        return _img(f'src="{escape(wanted.address)}"', wanted)
    return escape(wanted.alt)


def _own_img(picture: Picture, wanted: Wanted) -> str:
    base = f"/uploads/{picture.public_id}"
    size = f'width="{picture.width}" height="{picture.height}"'
    widths = sorted(picture.sizes)
    if not widths:
        return _img(f'src="{base}" {size}', wanted)
    usual = next((width for width in widths if width >= USUAL_WIDTH), widths[-1])
    choices = ", ".join(f"{base}/{width} {width}w" for width in widths)
    return _img(f'src="{base}/{usual}" srcset="{choices}" sizes="{SIZES}" {size}', wanted)


def _img(attributes: str, wanted: Wanted) -> str:
    title = f' title="{escape(wanted.title)}"' if wanted.title else ""
    return f'<img {attributes} alt="{escape(wanted.alt)}"{title} loading="lazy" decoding="async">'
