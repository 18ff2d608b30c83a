"""The fourth step: the first channels, from a template that the owner changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.channels import queries as rooms
from forum.channels.actions import Plan
from forum.kernel.policy import Invalid
from forum.setup import actions, queries, starters
from forum.setup.admin.blueprint import after, bp, page
from forum.setup.forms import ChannelsForm, channels_form, row_of
from forum.setup.models import Step


@bp.route("/channels", methods=["GET", "POST"])
def channels() -> str | Response:
    """The rows of the template: each can be changed, moved and switched off."""
    if queries.has_channels():
        return _there_already()
    if request.method == "GET":
        return _form_page(channels_form([row_of(starter) for starter in starters.starters()]))
    form = ChannelsForm()
    act = request.form.get("act", "")
    if act:
        return _form_page(channels_form(moved(_rows(form), act)))
    if all([form.validate(), form.is_whole()]) and _opened(form):
        flash(_("Your channels are open."), "good")
        return redirect(after(Step.CHANNELS))
    return _form_page(form)


def template() -> Sequence[tuple[int, Plan]]:
    """The rooms as they are without any change."""
    return [(starter.heading, starter.plan) for starter in starters.starters()]


def by_heading(plans: Sequence[tuple[int, Plan]]) -> Mapping[str, Sequence[Plan]]:
    """The rooms under their headings, in the order of the headings."""
    found: dict[str, list[Plan]] = {}
    for number, heading in enumerate(starters.headings()):
        own = [plan for at, plan in plans if at == number]
        if own:
            found[heading] = own
    return found


def moved(rows: list[dict[str, Any]], act: str) -> list[dict[str, Any]]:
    """The rows with one of them a place up or down; at the edge it goes under the next heading.

    The act is `up-3` or `down-3`: a direction and the number of the row.
    """
    direction, _dash, typed = act.partition("-")
    here = int(typed) if typed in map(str, range(len(rows))) else len(rows)
    if here >= len(rows) or direction not in {"up", "down"}:
        return rows
    step = 1 if direction == "down" else -1
    there, row = here + step, rows[here]
    heading = int(row["heading"] or 0)
    if 0 <= there < len(rows) and rows[there]["heading"] == row["heading"]:
        rows[here], rows[there] = rows[there], row
    elif 0 <= heading + step < len(starters.headings()):
        row["heading"] = str(heading + step)
    return rows


def _opened(form: ChannelsForm) -> bool:
    known = {starter.key: starter for starter in starters.starters()}
    try:
        actions.open_channels(member(), by_heading(form.plans(known)))
    except Invalid:
        form.blame()
        return False
    return True


def _rows(form: ChannelsForm) -> list[dict[str, Any]]:
    return [dict(row.form.data) for row in form.rooms]


def _form_page(form: ChannelsForm) -> str:
    return page(Step.CHANNELS, form=form, headings=starters.headings(), groups=())


def _there_already() -> str | Response:
    """Channels that exist are arranged on a page of their own."""
    if request.method == "POST":
        actions.note_done(member(), Step.CHANNELS)
        return redirect(after(Step.CHANNELS))
    groups = rooms.grouped([r for r in rooms.rooms(member()) if not r.channel.is_archived])
    return page(Step.CHANNELS, form=None, headings=(), groups=groups)
