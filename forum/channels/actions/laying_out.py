"""Putting all sections and channels into the order that somebody dragged them into."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels import policy, queries
from forum.channels.models import Channel
from forum.channels.queries import Layout
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action


@action
def lay_out(admin: User, wanted: Layout, *, seen: str) -> str:
    """Make this the order of everything; returns its fingerprint.

    Raises Invalid("order", "changed") when it is not what the admin saw any more, and
    Invalid("order", "incomplete") when something is missing or stands twice.
    """
    require(policy.can_arrange(admin))
    wait_for_turn("channels.lay_out")
    before = queries.layout()
    if before.fingerprint != seen:
        raise Invalid("order", "changed")
    _check(before, wanted)
    channels = queries.channels_by_ids(wanted.channel_ids)
    _place(wanted, channels)
    _note(admin, before, wanted, channels)
    return wanted.fingerprint


def _check(before: Layout, wanted: Layout) -> None:
    """The same sections and channels as before, each once; only their places differ."""
    same_sections = sorted(before.section_ids) == sorted(wanted.section_ids)
    if not same_sections or sorted(before.channel_ids) != sorted(wanted.channel_ids):
        raise Invalid("order", "incomplete")


def _place(wanted: Layout, channels: Mapping[int, Channel]) -> None:
    by_id = {section.id: section for section in queries.sections()}
    for position, (section_id, channel_ids) in enumerate(wanted.sections, start=1):
        if section_id:
            by_id[section_id].position = position
        for place, channel_id in enumerate(channel_ids, start=1):
            channels[channel_id].section_id = section_id or None
            channels[channel_id].position = place


def _note(admin: User, before: Layout, wanted: Layout, channels: Mapping[int, Channel]) -> None:
    """Write down the sections whose channels differ, by name; and their own order if it does."""
    names = {section.id: section.name for section in queries.sections()} | {0: "-"}
    was, will = (_told(one, names, channels) for one in (before, wanted))
    changed = [name for name in was if was[name] != will.get(name)]
    if changed:
        audit.record(
            admin,
            "channels.lay_out",
            "section",
            0,
            before={name: was[name] for name in changed},
            after={name: will[name] for name in changed},
        )


def _told(one: Layout, names: Mapping[int, str], channels: Mapping[int, Channel]) -> dict[str, str]:
    def listed(ids: Sequence[int]) -> str:
        return ", ".join(channels[channel_id].name for channel_id in ids)

    order = ", ".join(names[section_id] for section_id in one.section_ids)
    rows = {names[section_id]: listed(ids) for section_id, ids in one.sections}
    return {"order": order} | rows
