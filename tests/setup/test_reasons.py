from datetime import timedelta

import pytest

from forum.kernel import clock
from forum.kernel.policy import Invalid, Refused
from forum.setup import actions, queries
from forum.setup.actions import NewReason
from forum.setup.models import Metric
from forum.setup.queries import figure
from tests.support import make
from tests.support.queries import count_queries

QUICK = NewReason("Quick answers", "From people who use it.", Metric.HOURS_TO_REPLY, 6)


@pytest.fixture
def owner(app):
    return make.admin()


def topics_with_replies_after(*hours, author):
    begun = clock.now() - timedelta(days=5)
    for wait in hours:
        topic = make.topic(author=author, created_at=begun)
        if wait is not None:
            make.post(topic=topic, created_at=begun + timedelta(hours=wait))


def row(number, **given):
    return {f"reasons-{number}-{name}": value for name, value in given.items()}


def test_the_hours_to_a_reply_are_those_of_every_other_topic(owner):
    topics_with_replies_after(1, 2, 9, 30, None, author=owner)

    assert figure(Metric.HOURS_TO_REPLY) == 9


def test_of_four_topics_nothing_is_said(owner):
    topics_with_replies_after(1, 2, 3, 4, author=owner)

    assert figure(Metric.HOURS_TO_REPLY) is None


def test_replies_of_the_author_are_no_answer(owner):
    begun = clock.now() - timedelta(days=5)
    for _ in range(5):
        topic = make.topic(author=owner, created_at=begun)
        make.post(topic=topic, author=owner, created_at=begun + timedelta(hours=1))

    assert figure(Metric.HOURS_TO_REPLY) == 120


def test_a_figure_as_good_as_promised_stands_on_the_page(owner, guest):
    topics_with_replies_after(2, 3, 5, 7, 9, author=owner)
    actions.put_reasons(owner, [QUICK])

    page = guest.get("/about").text

    assert "Quick answers" in page
    assert "5 hours until somebody replies, in the middle" in page


def test_a_figure_worse_than_promised_is_hidden_and_staff_is_warned(owner, guest, sign_in):
    topics_with_replies_after(7, 8, 9, 10, 11, author=owner)
    actions.put_reasons(owner, [QUICK])

    page = guest.get("/about").text
    assert "Quick answers" in page
    assert "until somebody replies" not in page
    browser = sign_in(owner)
    assert "is 9, and 6 is promised" in browser.get("/admin").text
    assert "9 now, 6 promised: not shown" in browser.get("/admin/setup/reasons").text


def test_moderators_are_not_warned_of_what_they_cannot_change(owner, sign_in):
    topics_with_replies_after(7, 8, 9, 10, 11, author=owner)
    actions.put_reasons(owner, [QUICK])

    assert "is promised" not in sign_in(make.moderator()).get("/admin").text


def test_the_worker_looks_again(owner, guest):
    actions.put_reasons(owner, [NewReason("Company", metric=Metric.MEMBERS)])
    assert "1 member" in guest.get("/about").text
    make.member()

    actions.read_figures()

    assert [each.value for each in queries.told()] == [2]


def test_a_reason_without_a_figure_is_words_alone(owner, guest):
    actions.put_reasons(owner, [NewReason("First to try", "And to change it.")])

    page = guest.get("/about").text

    assert "First to try" in page
    assert "reasons__figure" not in page


def test_without_reasons_the_page_says_nothing_of_them(owner, guest):
    assert "Why join" not in guest.get("/about").text


def test_reasons_are_written_on_their_page(owner, sign_in):
    browser = sign_in(owner)
    sent = row(0, title="Quick", metric="hours_to_reply", promised="6") | row(1, title="Company")

    browser.post("/admin/setup/reasons", data=sent)

    assert [(each.title, each.metric, each.promised) for each in queries.reasons()] == [
        ("Quick", "hours_to_reply", 6),
        ("Company", None, None),
    ]


def test_a_row_moves_up_and_nothing_is_saved_or_lost(owner, sign_in):
    browser = sign_in(owner)
    sent = row(0, title="First") | row(1, title="Second", words="typed") | {"up": "1"}

    page = browser.post("/admin/setup/reasons", data=sent).text

    assert page.index('value="Second"') < page.index('value="First"')
    assert 'value="typed"' in page
    assert queries.reasons() == []


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (row(0, words="Only more"), "leave the whole row empty"),
        (row(0, title="Quick", promised="6"), "Choose the figure that is promised."),
        (row(0, title="Quick", metric="answered", promised="101"), "whole number from 1 to 100"),
        (row(0, title="x" * 81), "This is too long."),
    ],
)
def test_what_is_wrong_is_said_at_its_row_and_nothing_is_lost(owner, sign_in, reason, said):
    browser = sign_in(owner)

    page = browser.post("/admin/setup/reasons", data=reason | row(3, title="Kept")).text

    assert said in page
    assert 'value="Kept"' in page
    assert queries.reasons() == []


def test_five_are_the_most(owner):
    with pytest.raises(Invalid):
        actions.put_reasons(owner, [NewReason(f"Reason {n}") for n in range(6)])


def test_only_admins_say_why(app):
    with pytest.raises(Refused):
        actions.put_reasons(make.moderator(), [QUICK])


def test_the_page_asks_once_for_all_reasons(owner, guest):
    actions.put_reasons(owner, [QUICK])
    with count_queries() as one:
        guest.get("/about")
    actions.put_reasons(
        owner, [NewReason(f"R{n}", metric=metric) for n, metric in enumerate(list(Metric)[:5])]
    )
    with count_queries() as five:
        guest.get("/about")

    assert len(five) == len(one)
