from datetime import timedelta

import pytest

from forum.accounts.models import User
from forum.channels import actions, queries
from forum.channels.actions import Plan
from forum.channels.models import ChannelRole, Visibility
from forum.kernel import clock
from forum.kernel.policy import Invalid, Refused
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.web import errors
from tests.support import make


@pytest.fixture
def private(app):
    return make.channel(visibility=Visibility.PRIVATE)


def case_of(request):
    return cases.open_case("entry", request.id)


def test_asking_opens_a_case_and_asking_twice_is_refused(private):
    asker = make.member()

    request = actions.ask(asker, private, "  I roast at home.  ")

    assert request.message == "I roast at home."
    assert case_of(request).about.id == asker.id
    with pytest.raises(Refused) as refused:
        actions.ask(asker, private, "Please")
    assert refused.value.verdict.reason == "asked_already"


def test_a_message_may_have_500_characters(private):
    with pytest.raises(Invalid) as invalid:
        actions.ask(make.member(), private, "x" * 501)
    assert invalid.value.reason == "too_long"

    assert len(actions.ask(make.member(), private, "x" * 500).message) == 500


def test_a_yes_lets_the_member_in_and_says_what_opened_the_door(private):
    asker = make.member()
    request = actions.ask(asker, private, "Hello")

    moderation.approve(make.moderator(), case_of(request))

    assert queries.place_of(asker, private).source == f"request:{request.id}"
    assert queries.last_request(asker, private).admitted_at is not None


def test_a_no_carries_a_note_and_asking_again_has_to_wait(private):
    asker = make.member()
    request = actions.ask(asker, private, "Hello")

    moderation.reject(make.moderator(), case_of(request), "Next month there is more room.")

    assert queries.place_of(asker, private) is None
    assert queries.last_request(asker, private).note == "Next month there is more room."
    with pytest.raises(Refused) as refused:
        actions.ask(asker, private, "Please")
    assert refused.value.verdict.reason == "asked_lately"
    with clock.at(clock.now() + timedelta(days=8)):
        assert actions.ask(asker, private, "Please").id != request.id


def test_a_moderator_of_the_channel_decides_and_one_of_another_does_not(private):
    request = actions.ask(make.member(), private, "Hello")
    other = make.insider(make.channel(visibility=Visibility.PRIVATE), place=ChannelRole.MODERATOR)

    with pytest.raises(Refused):
        moderation.approve(other, case_of(request))
    moderation.approve(make.insider(private, place=ChannelRole.MODERATOR), case_of(request))

    assert queries.place_of(request.user, private) is not None


def test_a_request_can_be_taken_back_and_its_case_goes_too(private):
    asker = make.member()
    request = actions.ask(asker, private, "Hello")

    actions.withdraw(asker, private)

    assert queries.waiting_requests(private) == []
    assert case_of(request) is None
    assert actions.ask(asker, private, "Again").id != request.id


def test_who_is_let_in_by_hand_need_not_go_on_asking(private):
    asker = make.member()
    request = actions.ask(asker, private, "Hello")

    actions.add(make.moderator(), private, asker)

    assert case_of(request) is None
    assert queries.last_request(asker, private).admitted_at is not None
    assert queries.waiting_requests(private) == []


def test_being_let_in_twice_changes_nothing(private):
    member = make.member()

    first = actions.admit(None, private, member, source="launch:3")
    second = actions.admit(make.moderator(), private, member, source="staff")

    assert second.id == first.id
    assert second.source == "launch:3"


def test_somebody_who_cannot_sign_in_cannot_be_added(private):
    gone = make.member(deactivated_at=clock.now())

    with pytest.raises(Invalid) as invalid:
        actions.add(make.moderator(), private, gone)
    assert (invalid.value.field, invalid.value.reason) == ("name", "cannot_come_in")


def test_members_add_nobody_and_remove_only_themselves(private):
    insider, other = make.insider(private), make.insider(private)

    with pytest.raises(Refused):
        actions.add(insider, private, make.member())
    with pytest.raises(Refused):
        actions.remove(insider, private, queries.place_of(other, private))
    actions.remove(insider, private, queries.place_of(insider, private))

    assert queries.place_of(insider, private) is None
    assert queries.place_of(other, private) is not None


def test_a_moderator_of_the_channel_appoints_another(private):
    host: User = make.insider(private, place=ChannelRole.MODERATOR)
    insider = make.insider(private)

    actions.appoint(host, private, queries.place_of(insider, private), ChannelRole.MODERATOR)

    assert queries.seat_in(insider, private).is_moderator


def test_a_door_that_is_taken_away_leaves_nobody_waiting(private):
    asker = make.member()
    request = actions.ask(asker, private, "Hello")

    actions.change(make.admin(), private, Plan(name="Open now", visibility=Visibility.PUBLIC))

    assert case_of(request) is None
    assert queries.last_request(asker, private).withdrawn_at is not None


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("asked_already", "Your request is waiting"),
        ("asked_lately", "less than a week ago"),
        ("already_in", "nothing to ask for"),
        ("no_door", "private channels only"),
        ("same_rank", "do not remove each other"),
        ("entry_needed", "people who have been let in"),
        ("staff_write_here", "only the team"),
        ("channel_archived", "kept for reading"),
        ("silenced", "asked you to pause"),
        ("opens_up", "Nothing was merged"),
    ],
)
def test_every_refusal_says_why_and_what_next(app, reason, words):
    with app.test_request_context("/c/founders/ask"):
        page, status = errors.show(403, reason=reason)

    assert status == 403
    assert words in page
    assert 'class="button' in page
