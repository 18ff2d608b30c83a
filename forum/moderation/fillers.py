"""What moderation shows on other pages: what waits, and through whose eyes one looks."""

from collections.abc import Mapping, Sequence

from flask import session

from forum.accounts.models import User, Viewer
from forum.accounts.session import member
from forum.kernel import clock, slots
from forum.kernel.slots import Part
from forum.moderation import policy, queries, wording
from forum.moderation.offering import UNDOABLE, seconds_left


def above_every_page(viewer: Viewer) -> Sequence[Part]:
    """The line that says through whose eyes one looks; what was decided and can be taken back."""
    chosen = session.get("view_as")
    if not chosen and session.get(UNDOABLE):
        return _what_can_be_undone(viewer)
    if not chosen or not member().is_staff:
        return []
    return [Part("moderation/_viewing_as.html", {"chosen": chosen, "other": viewer})]


def _what_can_be_undone(viewer: Viewer) -> Sequence[Part]:
    found, now = queries.undoable(viewer, session[UNDOABLE]), clock.now()
    if not found:
        session.pop(UNDOABLE)
        return []
    rulings = [(one, seconds_left(one, now)) for one in found]
    return [Part("moderation/_undo.html", {"rulings": rulings, "said": wording})]


def in_staff_navigation(viewer: Viewer) -> Sequence[Part]:
    """The way to the queue, with how much waits in it."""
    return [Part("moderation/_admin_nav.html", {"waiting": queries.waiting_count(by=viewer)})]


def on_member_page(viewer: Viewer, items: Sequence[User]) -> Mapping[int, Part]:
    """Ways for staff to see the forum as this person does."""
    return {
        other.id: Part("moderation/_member_view_as.html", {"other": other})
        for other in items
        if other.id != viewer.id and policy.can_look_as(viewer, other)
    }


def beside_case(viewer: Viewer, items: Sequence[User]) -> Mapping[int, Part]:
    """Since when somebody is here, and what became of earlier cases about them."""
    return {
        user.id: Part("moderation/_record.html", {"user": user, "of": queries.record_of(user.id)})
        for user in items
    }


def below_decisions(viewer: User) -> Sequence[Part]:
    """To a member what was decided on their texts, with the way to another look."""
    rulings = queries.rulings_about(viewer.id)
    if not rulings:
        return []
    data = {
        "rulings": rulings,
        "extracts": queries.extracts_of(rulings),
        "feet": slots.fill("ruling.end", viewer, rulings),
        "said": wording,
    }
    return [Part("moderation/_rulings_about.html", data)]


def on_record(viewer: Viewer, items: Sequence[User]) -> Mapping[int, Part]:
    """To the team: what became of a member's texts, each with its statement."""
    found = {user.id: queries.rulings_about(user.id) for user in items}
    return {
        user_id: Part("moderation/_rulings.html", {"rulings": rulings, "said": wording})
        for user_id, rulings in found.items()
        if rulings
    }


def on_overview(viewer: Viewer) -> Sequence[Part]:
    """How much waits, and what has waited longest."""
    data = {
        "waiting": queries.waiting_count(),
        "late": queries.late_count(),
        "kinds": queries.waiting_by_kind(),
        "entries": queries.soonest(5),
    }
    return [Part("moderation/_overview.html", data)]
