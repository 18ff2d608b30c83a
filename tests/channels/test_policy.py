"""Who may do what with a channel: one table, and the proof that rules and lists agree."""

from itertools import product

import pytest
from sqlalchemy import select

from forum.accounts.models import Guest, Viewer
from forum.accounts.queries import new_member
from forum.channels import policy, queries
from forum.channels.models import Audience, Channel, ChannelRole, Visibility
from forum.channels.policy import Seat
from forum.kernel import clock
from forum.kernel.db import db
from tests.support import make

OPEN = (Visibility.PUBLIC, Visibility.MEMBERS)
CLOSED = (Visibility.PRIVATE, Visibility.SECRET)
YES = ""

# person, visibility: listed, readable, start, reply; a yes is empty, a no is its reason word.
TABLE = {
    ("guest", "public"): (YES, YES, "sign_in_needed", "sign_in_needed"),
    ("guest", "members"): ("hidden", "sign_in_needed", "sign_in_needed", "sign_in_needed"),
    ("guest", "private"): (YES, "entry_needed", "sign_in_needed", "sign_in_needed"),
    ("guest", "secret"): ("hidden", "entry_needed", "sign_in_needed", "sign_in_needed"),
    ("member", "public"): (YES, YES, YES, YES),
    ("member", "members"): (YES, YES, YES, YES),
    ("member", "private"): (YES, "entry_needed", "entry_needed", "entry_needed"),
    ("member", "secret"): ("hidden", "entry_needed", "entry_needed", "entry_needed"),
    ("new member", "public"): (YES, YES, YES, YES),
    ("new member", "members"): (YES, YES, YES, YES),
    ("new member", "private"): (YES, "entry_needed", "entry_needed", "entry_needed"),
    ("new member", "secret"): ("hidden", "entry_needed", "entry_needed", "entry_needed"),
    **{
        (person, visibility.value): (YES, YES, YES, YES)
        for person in ("insider", "channel moderator", "moderator", "admin")
        for visibility in Visibility
    },
}


def person(name: str, channel: Channel) -> Viewer:
    """Somebody of this sort, with the place in the channel that makes them so."""
    makers = {
        "guest": Guest,
        "member": make.member,
        "new member": new_member,
        "insider": lambda: make.insider(channel),
        "channel moderator": lambda: make.insider(channel, place=ChannelRole.MODERATOR),
        "moderator": make.moderator,
        "admin": make.admin,
    }
    return makers[name]()


PEOPLE = ("guest", "member", "new member", "insider", "channel moderator", "moderator", "admin")


@pytest.mark.parametrize(("who", "visibility"), TABLE)
def test_the_door_decides_who_lists_reads_starts_and_replies(app, who, visibility):
    channel = make.channel(visibility=Visibility(visibility))
    viewer = person(who, channel)
    seat = queries.seat_in(viewer, channel)

    verdicts = (
        policy.can_list(viewer, channel, seat),
        policy.can_read(viewer, channel, seat),
        policy.can_start(viewer, channel, seat),
        policy.can_reply(viewer, channel, seat),
    )

    assert tuple(verdict.reason for verdict in verdicts) == TABLE[who, visibility]
    assert [bool(verdict) for verdict in verdicts] == [not verdict.reason for verdict in verdicts]


@pytest.mark.parametrize(
    ("who", "audience", "reason"),
    [
        ("member", Audience.MEMBERS, YES),
        ("member", Audience.INSIDERS, "entry_needed"),
        ("member", Audience.STAFF, "staff_write_here"),
        ("insider", Audience.MEMBERS, YES),
        ("insider", Audience.INSIDERS, YES),
        ("insider", Audience.STAFF, "staff_write_here"),
        ("channel moderator", Audience.INSIDERS, YES),
        ("channel moderator", Audience.STAFF, YES),
        ("moderator", Audience.STAFF, YES),
        ("admin", Audience.STAFF, YES),
        ("guest", Audience.MEMBERS, "sign_in_needed"),
    ],
)
@pytest.mark.parametrize("visibility", OPEN)
def test_starting_and_replying_are_two_rules(app, who, audience, reason, visibility):
    starts = make.channel(visibility=visibility, starts=audience, replies=Audience.MEMBERS)
    replies = make.channel(visibility=visibility, replies=audience, starts=Audience.MEMBERS)
    starter, replier = person(who, starts), person(who, replies)

    may_start = policy.can_start(starter, starts, queries.seat_in(starter, starts))
    may_reply = policy.can_reply(replier, replies, queries.seat_in(replier, replies))

    assert (may_start.reason, may_reply.reason) == (reason, reason)


@pytest.mark.parametrize("who", PEOPLE)
def test_what_lists_show_is_what_the_rules_allow(app, who):
    """The twins: over every door and state, the conditions of queries and the verdicts agree."""
    into = make.channel()
    channels = [
        make.channel(visibility=visibility, archived_at=archived_at, merged_into_id=merged)
        for visibility, (archived_at, merged) in product(
            Visibility, [(None, None), (clock.now(), None), (clock.now(), into.id)]
        )
    ]
    viewer = person(who, channels[0])
    for channel in channels[1:]:
        if who in {"insider", "channel moderator"}:
            place = ChannelRole.MODERATOR if who == "channel moderator" else ChannelRole.MEMBER
            make.seat(channel, viewer, role=place)
    seats = queries.seats(viewer)

    listed = set(db.session.scalars(select(Channel.id).where(policy.listed_to(viewer))))
    readable = set(db.session.scalars(select(Channel.id).where(policy.readable_by(viewer))))

    for channel in [into, *channels]:
        seat = seats.get(channel.id, Seat())
        assert bool(policy.can_list(viewer, channel, seat)) == (channel.id in listed)
        assert bool(policy.can_read(viewer, channel, seat)) == (channel.id in readable)


@pytest.mark.parametrize("who", PEOPLE)
def test_the_new_topic_form_offers_what_starting_allows(app, who):
    channels = [
        make.channel(visibility=visibility, starts=starts)
        for visibility, starts in product(Visibility, Audience)
    ]
    channels.append(make.channel(archived_at=clock.now()))
    viewer = person(who, channels[0])

    offered = {channel.id for channel in queries.writable_channels(viewer)}

    seats = queries.seats(viewer)
    allowed = {
        channel.id
        for channel in channels
        if policy.can_start(viewer, channel, seats.get(channel.id, Seat()))
    }
    assert offered == allowed


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"archived_at": True}, "channel_archived"),
        ({"silenced_until": True}, "silenced"),
    ],
)
def test_writing_is_refused_with_its_reason(app, change, reason):
    later = clock.now().replace(year=2100)
    channel = make.channel(archived_at=later if "archived_at" in change else None)
    writer = make.member(silenced_until=later if "silenced_until" in change else None)

    assert policy.can_start(writer, channel, Seat()).reason == reason
    assert policy.can_reply(writer, channel, Seat()).reason == reason


@pytest.mark.parametrize(
    ("who", "visibility", "reason"),
    [
        ("guest", Visibility.PRIVATE, "sign_in_needed"),
        ("member", Visibility.PRIVATE, YES),
        ("insider", Visibility.PRIVATE, "already_in"),
        ("moderator", Visibility.PRIVATE, "already_in"),
        ("member", Visibility.PUBLIC, "no_door"),
        ("member", Visibility.SECRET, "no_door"),
    ],
)
def test_only_a_private_door_can_be_knocked_at(app, who, visibility, reason):
    channel = make.channel(visibility=visibility)
    viewer = person(who, channel)

    verdict = policy.can_ask_for_entry(viewer, channel, queries.seat_in(viewer, channel))

    assert verdict.reason == reason


def test_an_archived_channel_lets_nobody_ask(app):
    channel = make.channel(visibility=Visibility.PRIVATE, archived_at=clock.now())

    assert policy.can_ask_for_entry(make.member(), channel, Seat()).reason == "channel_archived"


@pytest.mark.parametrize(
    ("who", "target", "role", "reason"),
    [
        ("channel moderator", ChannelRole.MEMBER, ChannelRole.MODERATOR, YES),
        ("channel moderator", ChannelRole.MODERATOR, ChannelRole.MEMBER, "same_rank"),
        ("insider", ChannelRole.MEMBER, ChannelRole.MODERATOR, "staff_only"),
        ("member", ChannelRole.MEMBER, ChannelRole.MODERATOR, "staff_only"),
        ("moderator", ChannelRole.MODERATOR, ChannelRole.MEMBER, YES),
        ("admin", ChannelRole.MODERATOR, ChannelRole.MEMBER, YES),
    ],
)
def test_a_channel_moderator_makes_equals_and_unmakes_none(app, who, target, role, reason):
    """CVE row 27: nobody grants or takes more than they have."""
    channel = make.channel()
    viewer = person(who, channel)
    other = make.seat(channel, make.member(), role=target)
    seat = queries.seat_in(viewer, channel)

    assert policy.can_appoint(viewer, seat, other, role).reason == reason
    removed = policy.can_remove(viewer, seat, other).reason
    assert removed == (YES if (who, target) == ("channel moderator", "member") else reason)
