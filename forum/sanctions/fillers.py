"""What sanctions show elsewhere: a member's record, an unread warning, why a door is closed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from forum.accounts.models import User, Viewer
from forum.kernel.slots import Part
from forum.sanctions import doors, policy, queries, wording
from forum.sanctions.models import SanctionKind

LATELY = 3


def on_member_page(viewer: Viewer, items: Sequence[User]) -> Mapping[int, Part]:
    """To staff the record in short; to the member the way to what was decided about them."""
    return {user.id: part for user in items if (part := _on_page_of(viewer, user)) is not None}


def above_every_page(viewer: Viewer) -> Sequence[Part]:
    """To the member alone: that a warning waits to be read, or that they cannot write now."""
    if viewer.warned_at is None and not viewer.is_silenced:
        return []
    return [Part("sanctions/_banner.html", {"viewer": viewer})]


def at_closed_door(user: User) -> Sequence[Part]:
    """Why somebody who has proved who they are may not come in, until when, and what to do."""
    holding = [one for one in queries.sanctions_of(user) if _is_at_door(one)]
    if not holding:
        return []
    last = max(holding, key=_how_closed)
    word = doors.word_for(user.id, last.sanction.id)
    data = {"entry": last, "word": word, "said": wording, "all": doors.word_for_all(user.id)}
    return [Part("sanctions/_closed_door.html", data)]


def on_overview(viewer: Viewer) -> Sequence[Part]:
    """To staff: removals that wait for a second person, when there are any."""
    proposals = queries.proposals()
    return [Part("sanctions/_overview.html", {"entries": proposals})] if proposals else []


def _is_at_door(entry: queries.Entry) -> bool:
    closes = entry.sanction.kind in {SanctionKind.SUSPENSION, SanctionKind.REMOVAL}
    return entry.sanction.holds and closes


def _how_closed(entry: queries.Entry) -> tuple[bool, datetime]:
    """What closes the account for good, and of pauses the one that ends last."""
    one = entry.sanction
    return one.kind == SanctionKind.REMOVAL, one.ends_at or one.starts_at


def _on_page_of(viewer: Viewer, user: User) -> Part | None:
    if viewer.id == user.id:
        entries = queries.sanctions_of(user)
        return Part("sanctions/_own.html", {"count": len(entries)}) if entries else None
    if not policy.can_see_record(viewer, user):
        return None
    data = {
        "user": user,
        "weight": queries.weight_of(user),
        "step": queries.suggested(user),
        "entries": queries.sanctions_of(user, proposed=True)[:LATELY],
        "notes": len(queries.notes_about(user)),
        "said": wording,
    }
    return Part("sanctions/_record.html", data)


ROWS = {"member.main": on_member_page}
PAGES: dict[str, Callable[..., Sequence[Part]]] = {
    "site.banner": above_every_page,
    "door.closed": at_closed_door,
    "admin.overview": on_overview,
}
