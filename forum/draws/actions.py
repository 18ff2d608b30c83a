"""Preparing a draw, freezing what was entered, drawing, and striking entries out.

Whoever does one of these takes turns with those who enter, leave or take one of the launch.
"""

from collections.abc import Mapping

from sqlalchemy import update

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.draws import fair, keeping, policy, queries
from forum.draws.models import Beacon, Draw
from forum.draws.queries import Entered
from forum.draws.signals import DrawDone, EntryStruck
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.launches import actions as launches
from forum.launches import queries as launched
from forum.launches.models import Allocation, EntryState, Launch, LaunchEntry

KIND = "launch"
# Whoever left before the list was frozen is not in it; whoever was struck out is, as void.
LISTED = (EntryState.ENTERED, EntryState.VOID)


@action
def prepare(launch: Launch) -> Draw | None:
    """Choose the seed of a launch that is to be drawn, and publish its fingerprint; once."""
    if launch.allocation != Allocation.DRAW:
        return None
    wait_for_turn(launches.turn_of(launch.id))
    found = queries.draw_of(launch.id)
    if found is not None:
        return found
    seed = fair.new_seed()
    draw = Draw(
        launch_id=launch.id, fingerprint=fair.fingerprint(seed), sealed_seed=keeping.sealed(seed)
    )
    db.session.add(draw)
    db.session.flush()
    facts = {"fingerprint": draw.fingerprint}
    launches.note(launch, "draw_prepared", facts=facts, told=launches.Told.MEMBERS)
    return draw


@action
def plan(by: User, launch: Launch, *, beacon: Beacon, rule: str) -> Draw:
    """Choose whether a public number decides too, and which. Raises Refused; Invalid for `rule`."""
    windows = launched.windows_of([launch.id])[launch.id]
    require(policy.can_plan(by, launch, windows, clock.now()))
    rule = rule.strip() if beacon == Beacon.NUMBER else ""
    if beacon == Beacon.NUMBER and not rule:
        raise Invalid("rule", "empty")
    if len(rule) > policy.LONGEST_RULE:
        raise Invalid("rule", "too_long", most=policy.LONGEST_RULE)
    prepare(launch)
    draw = queries.held_draw(launch.id)
    before = {"beacon": draw.beacon, "rule": draw.beacon_rule}
    draw.beacon, draw.beacon_rule = beacon, rule
    after = {"beacon": draw.beacon, "rule": draw.beacon_rule}
    audit.record(by, "draws.plan", KIND, launch.id, before=before, after=after)
    return draw


@action
def tell_number(by: User, launch: Launch, value: str) -> Draw:
    """Type in the public number that was named beforehand, and draw. Raises Refused, Invalid."""
    wait_for_turn(launches.turn_of(launch.id))
    draw = queries.held_draw(launch.id)
    require(policy.can_tell_number(by, draw))
    value = "".join(value.split())
    if not value:
        raise Invalid("value", "empty")
    if len(value) > policy.LONGEST_VALUE or "|" in value:
        raise Invalid("value", "too_long", most=policy.LONGEST_VALUE)
    draw.beacon_value = value
    audit.record(by, "draws.tell_number", KIND, launch.id, after={"value": value})
    _draw(draw)
    return draw


@action
def settle(launch_id: int) -> None:
    """Freeze what was entered, if entering has ended, and draw, if nothing is missing for it.

    Whenever this happens the outcome is the same: nobody can enter or leave once entering ended.
    """
    wait_for_turn(launches.turn_of(launch_id))
    draw = queries.held_draw(launch_id)
    windows = launched.windows_of([launch_id])[launch_id]
    if draw.drawn_at is not None or not policy.is_due(draw.launch, windows, clock.now()):
        return
    if draw.frozen_at is None:
        _freeze(draw)
    if not draw.waits_for_number:
        _draw(draw)


@action
def strike(by: User, launch: Launch, entry: LaunchEntry, reason: str) -> None:
    """Strike an entry out; the member is told why. Raises Refused; Invalid for `reason`."""
    wait_for_turn(launches.turn_of(launch.id))
    db.session.refresh(entry)
    require(policy.can_strike(by, entry))
    reason = reason.strip()
    if not reason:
        raise Invalid("reason", "empty")
    if len(reason) > policy.LONGEST_REASON:
        raise Invalid("reason", "too_long", most=policy.LONGEST_REASON)
    entry.state, entry.reason = EntryState.VOID, reason
    audit.record(by, "draws.strike", KIND, launch.id, after={"entry": entry.id, "reason": reason})
    announce(EntryStruck(launch.id, entry.id, entry.user_id, reason))


def _freeze(draw: Draw) -> None:
    now = clock.now()
    entries = [one for one in queries.entries_of(draw.launch_id) if one.state in LISTED]
    losses = queries.losses_of({one.user_id for one in entries}, now)
    tickets = {one: _tickets(one, losses) for one in entries}
    changed = [{"id": one.id, "tickets": count} for one, count in tickets.items()]
    if changed:
        db.session.execute(update(LaunchEntry), changed)
    draw.entries_file = fair.file_of({one.public_id: count for one, count in tickets.items()})
    draw.entries_hash = fair.fingerprint(draw.entries_file)
    draw.frozen_at = now
    facts = {"entries": len(entries), "hash": draw.entries_hash}
    launches.note(draw.launch, "draw_frozen", facts=facts, told=launches.Told.MEMBERS)
    db.session.flush()


def _tickets(one: Entered, losses: Mapping[int, int]) -> int:
    return fair.tickets_for(losses[one.user_id]) if one.state == EntryState.ENTERED else 0


def _draw(draw: Draw) -> None:
    """Let the seed decide, and publish it."""
    draw.seed, draw.drawn_at = keeping.opened(draw), clock.now()
    entries = {one.public_id: one for one in queries.entries_of(draw.launch_id)}
    ranked = queries.ranking_of(draw)
    # Of two entries that became one since the list was frozen, one is there no more.
    ranks = [
        {"id": entries[one.entry].id, "rank": number}
        for number, one in enumerate(ranked, start=1)
        if one.entry in entries
    ]
    if ranks:
        db.session.execute(update(LaunchEntry), ranks)
    still_in = {one.public_id for one in entries.values() if one.state == EntryState.ENTERED}
    draw.struck = sorted(one.entry for one in ranked if one.entry not in still_in)
    draw.places = launches.line_up(draw.launch)
    db.session.flush()
    won = {one.entry for one in queries.winners(draw, ranked)}
    facts = {"seed": draw.seed, "entries": len(ranked), "winners": len(won)}
    launches.note(draw.launch, "draw_done", facts=facts, told=launches.Told.MEMBERS)
    waiting = still_in - won
    reserve = tuple(entries[one.entry].user_id for one in ranked if one.entry in waiting)
    announce(DrawDone(draw.launch_id, draw.id, reserve))
