"""What standing shows on other pages: how much one may write, and what comes next."""

from collections.abc import Callable, Sequence

from forum.accounts.models import Standing, User, Viewer
from forum.kernel.slots import Part
from forum.standing import limits, queries, wording
from forum.standing.settings import Limit

# Above this hardly anybody meets a limit, and nobody is reminded of it.
REMINDED = (Standing.NEW, Standing.BASIC)
SHOWN = (Limit.LINKS, Limit.PICTURES, Limit.MENTIONS)


def below_composer(viewer: Viewer) -> Sequence[Part]:
    """To those who are new here: how much a text may hold."""
    standing = limits.effective(viewer)
    if viewer.is_guest or standing not in REMINDED:
        return []
    told = [(wording.LIMITS[one], wording.amount(limits.at(standing, one))) for one in SHOWN]
    return [Part("standing/_composer.html", {"limits": told})]


def on_refusal(viewer: Viewer) -> Sequence[Part]:
    """What the next standing asks for, and how much of it there is."""
    if not isinstance(viewer, User) or viewer.is_staff:
        return []
    return [Part("standing/_next.html", {"place": queries.place_of(viewer), "said": wording})]


PAGES: dict[str, Callable[[Viewer], Sequence[Part]]] = {
    "composer.limits": below_composer,
    "standing.next": on_refusal,
}
