import pytest

from forum.accounts.models import Guest
from forum.channels import actions, queries
from forum.channels.actions import Agreement
from forum.channels.models import Audience, Channel, ChannelRole, Visibility
from forum.channels.queries import Moved
from forum.channels.signals import ChannelsMerged
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.moderation import queries as moderation
from tests.support import make


@pytest.fixture
def merged(app):
    """The merges announced during the test."""
    heard = []
    handlers = app.extensions["bus"].handlers[ChannelsMerged]
    handlers.append(heard.append)
    yield heard
    handlers.remove(heard.append)


def test_counters_and_addresses_go_to_the_channel_that_stays(app, merged):
    source = make.channel(slug="tea", topic_count=2, post_count=5)
    into = make.channel(slug="coffee", topic_count=1, post_count=1)

    admin = make.admin()
    actions.merge(admin, source, into)

    into = db.session.get(Channel, into.id, populate_existing=True)
    assert (into.topic_count, into.post_count) == (3, 6)
    assert (source.topic_count, source.post_count) == (0, 0)
    assert merged == [ChannelsMerged(source.id, into.id, admin.id)]
    with pytest.raises(Moved) as moved:
        queries.channel_at(Guest(), "tea")
    assert moved.value.slug == "coffee"


def test_a_merge_after_a_merge_still_leads_to_the_end(app):
    admin = make.admin()
    first, second, last = (make.channel(slug=name) for name in ("first", "second", "last"))

    actions.merge(admin, first, second)
    actions.merge(admin, second, last)

    with pytest.raises(Moved) as moved:
        queries.channel_at(Guest(), "first")
    assert moved.value.slug == "last"
    assert set(queries.old_slugs(last)) == {"first", "second"}


def test_the_address_of_a_channel_merged_into_a_secret_one_tells_outsiders_nothing(app):
    source, into = make.channel(slug="open"), make.channel(visibility=Visibility.SECRET)

    actions.merge(make.admin(), source, into)

    with pytest.raises(NotFound):
        queries.channel_at(make.member(), "open")


def test_a_merged_channel_is_in_no_list_even_for_staff(app):
    source, into = make.channel(), make.channel()
    admin = make.admin()

    actions.merge(admin, source, into)

    assert [room.id for room in queries.rooms(admin)] == [into.id]


@pytest.mark.parametrize(
    ("source", "into", "opens_up"),
    [
        ("public", "public", False),
        ("public", "members", False),
        ("public", "secret", False),
        ("members", "public", True),
        ("members", "private", False),
        ("private", "public", True),
        ("private", "members", True),
        ("secret", "public", True),
        ("secret", "members", True),
    ],
)
def test_opening_what_was_closed_needs_a_second_yes(app, source, into, opens_up):
    admin = make.admin()
    closed = make.channel(visibility=Visibility(source))
    other = make.channel(visibility=Visibility(into))

    assert queries.effects_of_merge(closed, other).opens_up is opens_up
    if opens_up:
        with pytest.raises(Refused) as refused:
            actions.merge(admin, closed, other)
        assert refused.value.verdict.reason == "opens_up"
    actions.merge(admin, closed, other, agreed=Agreement.OPENS_UP)
    assert closed.merged_into_id == other.id


def test_two_closed_circles_know_each_other_only_after_a_second_yes(app):
    source, into = (make.channel(visibility=Visibility.PRIVATE) for _ in range(2))
    make.insider(source), make.insider(source), make.insider(into)
    both = make.insider(source)
    make.seat(into, both)

    effects = queries.effects_of_merge(source, into)

    assert (effects.newcomers, effects.insiders_gained) == (2, 1)
    with pytest.raises(Refused):
        actions.merge(make.admin(), source, into)


def test_people_let_in_to_write_elsewhere_do_not_slip_through_a_closed_door(app):
    source = make.channel(starts=Audience.INSIDERS)
    into = make.channel(visibility=Visibility.SECRET)
    make.insider(source)

    with pytest.raises(Refused) as refused:
        actions.merge(make.admin(), source, into)
    assert refused.value.verdict.reason == "opens_up"


def test_people_come_along_as_members_and_keep_what_opened_the_door(app):
    source, into = (make.channel(visibility=Visibility.PRIVATE) for _ in range(2))
    helper = make.insider(source, place=ChannelRole.MODERATOR)
    host = make.insider(into, place=ChannelRole.MODERATOR)

    actions.merge(make.admin(), source, into, agreed=Agreement.OPENS_UP)

    assert queries.place_of(helper, into).role == ChannelRole.MEMBER
    assert queries.place_of(helper, into).source == "test"
    assert queries.place_of(host, into).role == ChannelRole.MODERATOR
    assert queries.place_of(helper, source) is None


def test_who_waits_at_a_door_that_stays_goes_on_waiting(app):
    source, into = (make.channel(visibility=Visibility.PRIVATE) for _ in range(2))
    asker, twice = make.member(), make.member()
    actions.ask(asker, source, "Hello")
    actions.ask(twice, source, "Hello")
    actions.ask(twice, into, "Hello")

    actions.merge(make.admin(), source, into, agreed=Agreement.OPENS_UP)

    assert [request.user_id for request in queries.waiting_requests(into)] == [asker.id, twice.id]
    assert moderation.waiting_count() == 2


def test_who_waits_at_a_door_that_goes_need_not_ask_any_more(app):
    source, into = make.channel(visibility=Visibility.PRIVATE), make.channel()
    actions.ask(make.member(), source, "Hello")

    actions.merge(make.admin(), source, into, agreed=Agreement.OPENS_UP)

    assert queries.waiting_requests(source) == []
    assert moderation.waiting_count() == 0


@pytest.mark.parametrize("reason", ["same", "merged", "archived"])
def test_a_merge_that_makes_no_sense_is_refused(app, reason):
    admin = make.admin()
    source, into = make.channel(), make.channel()
    if reason == "same":
        into = source
    elif reason == "merged":
        actions.merge(admin, into, make.channel())
    else:
        actions.archive(admin, into)

    with pytest.raises(Invalid) as invalid:
        actions.merge(admin, source, into)
    assert (invalid.value.field, invalid.value.reason) == ("into", reason)
