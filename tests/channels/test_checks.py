"""Each promise holds in order, and is found broken when it is."""

import pytest

from forum.channels import actions, checks, queries
from forum.channels.actions import Agreement
from forum.channels.models import ChannelSlug, EntryRequest, Visibility
from forum.kernel import clock
from forum.kernel.unit import transaction
from tests.support import make


def problems():
    return [problem for check in checks.ALL for problem in check.problems()]


def test_channels_in_order_have_nothing_to_report(app):
    admin = make.admin()
    source, into = (make.channel(visibility=Visibility.PRIVATE) for _ in range(2))
    actions.ask(make.member(), source, "Hello")
    actions.ask(make.member(), into, "Hello")
    make.insider(source)

    actions.merge(admin, source, into, agreed=Agreement.OPENS_UP)
    actions.change(admin, into, actions.Plan(name="New name", visibility=Visibility.PRIVATE))

    assert problems() == []


def waits_without_a_case():
    channel = make.channel(visibility=Visibility.PRIVATE)
    make.save(EntryRequest(channel_id=channel.id, user_id=make.member().id))


def case_of_a_settled_request():
    request = actions.ask(make.member(), make.channel(visibility=Visibility.PRIVATE), "Hello")
    with transaction():
        request.decided_at = clock.now()


def merged_with_people_left():
    make.insider(make.channel(merged_into_id=make.channel().id))


def merged_with_counters_left():
    make.channel(merged_into_id=make.channel().id, topic_count=1)


def one_address_for_two():
    channel = make.channel(slug="tea")
    make.save(ChannelSlug(slug="tea", channel_id=make.channel().id))
    assert queries.channel_by_id(channel.id)


def merged_twice_over():
    second = make.channel(merged_into_id=make.channel().id)
    make.channel(merged_into_id=second.id)


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (waits_without_a_case, "waits without a case"),
        (case_of_a_settled_request, "a request that is settled"),
        (merged_with_people_left, "still has something of its own"),
        (merged_with_counters_left, "still has something of its own"),
        (one_address_for_two, "/c/tea is the address of one channel"),
        (merged_twice_over, "merged into one that is merged itself"),
    ],
)
def test_a_broken_promise_is_reported(app, break_it, words):
    break_it()

    (problem,) = problems()
    assert words in problem
