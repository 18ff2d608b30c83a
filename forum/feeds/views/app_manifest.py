"""The forum as an app on a home screen: its manifest and its pictures."""

import json
from importlib import import_module
from typing import Any

from flask import Response, redirect, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from forum.feeds.views.shell import ASK_AGAIN, answer, bp
from forum.kernel.policy import NotFound
from forum.site import queries as site
from forum.web.language import LANGUAGE, is_rtl
from forum.web.shared import FOREVER
from forum.web.templating import link

MANIFEST = "application/manifest+json"
# The colour of the page behind the first picture; that of the light scheme in tokens.css.
PAGE = "#fcfaf8"
LONGEST_SHORT_NAME = 12
# What each picture is for: its edge in pixels, and whether the phone cuts it to a form of its own.
FORMS = {
    "192": (192, False),
    "512": (512, False),
    "maskable": (512, True),
    "touch": (180, True),
}


@bp.get("/manifest.webmanifest")
def app_manifest() -> Response:
    """What a phone needs to know; in the language of the site, as caches keep it for all."""
    with force_locale(LANGUAGE.get() or "en"):
        return answer(json.dumps(_facts()), MANIFEST)


@bp.get("/icons/<name>.png")
def app_icon(name: str) -> Response:
    """One of the pictures, kept for ever under the version of the brand."""
    if name not in FORMS:
        raise NotFound
    edge, is_cut = FORMS[name]
    brand = site.brand()
    icons = import_module("forum.feeds.icons")
    made = answer(icons.drawn(brand.initial, brand.sign, edge=edge, is_cut=is_cut), "image/png")
    is_current = request.args.get("v") == brand.version
    made.headers["Cache-Control"] = FOREVER if is_current else ASK_AGAIN
    return made


@bp.get("/apple-touch-icon.png")
def touch_icon() -> BaseResponse:
    """Where phones of one maker look for it by themselves."""
    return redirect(url_for(".app_icon", name="touch"))


@bp.app_url_defaults
def name_the_version(endpoint: str, values: dict[str, Any]) -> None:
    """Let links to the pictures carry the version of the brand."""
    if endpoint == "feeds.app_icon":
        values.setdefault("v", site.brand().version)


def _facts() -> dict[str, Any]:
    brand = site.brand()
    return {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "name": brand.name,
        "short_name": _short(brand.name),
        "description": brand.tagline or brand.name,
        "lang": LANGUAGE.get() or "en",
        "dir": "rtl" if is_rtl() else "ltr",
        "display": "standalone",
        "background_color": PAGE,
        "theme_color": brand.sign[0],
        "icons": _icons(),
        "shortcuts": _shortcuts(),
    }


def _short(name: str) -> str:
    """As many whole words as fit below a picture."""
    short = ""
    for word in name.split():
        longer = f"{short} {word}".strip()
        if len(longer) > LONGEST_SHORT_NAME:
            break
        short = longer
    return short or name[:LONGEST_SHORT_NAME]


def _icons() -> list[dict[str, str]]:
    drawing = {"src": url_for("site.icon"), "sizes": "any", "type": "image/svg+xml"}
    return [drawing, _picture("192"), _picture("512"), _picture("maskable", purpose="maskable")]


def _picture(name: str, *, purpose: str = "any") -> dict[str, str]:
    edge = FORMS[name][0]
    address = url_for(".app_icon", name=name)
    return {"src": address, "sizes": f"{edge}x{edge}", "type": "image/png", "purpose": purpose}


def _shortcuts() -> list[dict[str, Any]]:
    """What one may want to do at once, as far as the slices that do it are there."""
    ways = [(_("New topic"), link("topics.new")), (_("Unread"), link("home.unread"))]
    ways.append((_("Bookmarks"), link("bookmarks.index")))
    return [{"name": name, "url": url, "icons": [_picture("192")]} for name, url in ways if url]
