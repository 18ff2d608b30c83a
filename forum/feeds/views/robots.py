"""What robots are asked to do: robots.txt, and a header on pages that are not to be listed."""

from http import HTTPStatus

from flask import Response, request

from forum.feeds import settings
from forum.feeds.places import whole
from forum.feeds.views.shell import answer, bp
from forum.kernel.settings import Setting
from forum.web.templating import link

TEXT = "text/plain; charset=utf-8"
# Pages of which no reader has use who comes from a search engine.
USELESS = (
    "accounts.sign_in",
    "accounts.sign_up",
    "accounts.ask_reset",
    "admin.overview",
    "bookmarks.index",
    "drafts.index",
    "home.following",
    "home.unread",
    "members.following",
    "members.preferences",
    "search.show",
    "uploads.new",
)
LISTS = frozenset({"home.top", "home.unanswered", "home.channel_top", "home.channel_unanswered"})
PROFILES = frozenset({"home.members", "members.show"})
# Slices all of whose pages are for people who are here already.
PRIVATE = frozenset({"accounts", "notices", "reactions", "reading", "search", "uploads"})
CHOICES: tuple[tuple[frozenset[str], Setting[bool]], ...] = (
    (LISTS, settings.INDEX_LISTS),
    (PROFILES, settings.INDEX_PROFILES),
)


@bp.get("/robots.txt")
def robots() -> Response:
    lines = ["User-agent: *"]
    if settings.ROBOTS.get() == "closed":
        lines.append("Disallow: /")
    else:
        lines += [f"Disallow: {path}" for path in _useless()]
        lines += settings.ROBOTS_LINES.get().splitlines()
        lines += ["", f"Sitemap: {whole('.sitemap')}"]
    return answer("\n".join(lines) + "\n", TEXT)


def _useless() -> list[str]:
    return sorted({path for endpoint in USELESS if (path := link(endpoint)) and path != "/"})


@bp.after_app_request
def mark_for_robots(response: Response) -> Response:
    """Pages that shall not be found from outside say so; their links may be followed."""
    is_page = response.status_code == HTTPStatus.OK and response.mimetype == "text/html"
    if is_page and request.method in {"GET", "HEAD"} and _is_unlisted():
        response.headers.setdefault("X-Robots-Tag", "noindex")
    return response


def _is_unlisted() -> bool:
    if request.blueprint in PRIVATE or settings.ROBOTS.get() == "closed":
        return True
    return any(request.endpoint in pages and not chosen.get() for pages, chosen in CHOICES)
