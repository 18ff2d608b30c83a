from datetime import timedelta

import pytest

from forum.accounts import links
from forum.accounts.models import Purpose
from forum.kernel import clock, tokens
from forum.kernel.policy import NotFound
from tests.support import make


def test_a_link_is_read_by_its_token_and_brings_what_was_put_in(app):
    user = make.member()
    token = links.issue(user, Purpose.CONFIRM, hours=1, data={"change": 7})

    link = links.read(token, Purpose.CONFIRM)

    assert (link.user_id, link.data) == (user.id, {"change": 7})
    assert link.token_hash == tokens.digest(token)


def test_a_link_for_nobody_in_particular_is_possible(app):
    token = links.issue(None, Purpose.SET_UP, hours=1)

    assert links.read(token, Purpose.SET_UP).user_id is None


def test_a_token_of_another_purpose_is_unknown(app):
    token = links.issue(make.member(), Purpose.CONFIRM, hours=1)

    with pytest.raises(NotFound):
        links.read(token, Purpose.RESET)


def test_a_used_link_is_over_and_cannot_be_used_by_somebody_who_read_it_before(app):
    token = links.issue(make.member(), Purpose.RESET, hours=1)
    first, second = links.read(token, Purpose.RESET), links.read(token, Purpose.RESET)

    links.use(first)

    with pytest.raises(NotFound):
        links.use(second)
    with pytest.raises(NotFound):
        links.read(token, Purpose.RESET)


def test_an_old_link_is_over(app):
    token = links.issue(make.member(), Purpose.RESET, hours=1)

    with clock.at(clock.now() + timedelta(minutes=61)), pytest.raises(NotFound):
        links.read(token, Purpose.RESET)


def test_a_newer_link_ends_a_members_older_one_of_the_kind_only(app):
    ada, grace = make.member(), make.member()
    old = links.issue(ada, Purpose.RESET, hours=1)
    of_another_kind = links.issue(ada, Purpose.CONFIRM, hours=1)
    of_somebody_else = links.issue(grace, Purpose.RESET, hours=1)

    links.issue(ada, Purpose.RESET, hours=1)

    with pytest.raises(NotFound):
        links.read(old, Purpose.RESET)
    assert links.read(of_another_kind, Purpose.CONFIRM)
    assert links.read(of_somebody_else, Purpose.RESET)


def test_ending_the_links_of_nobody_leaves_those_of_members(app):
    of_nobody = links.issue(None, Purpose.SET_UP, hours=1)
    of_a_member = links.issue(make.member(), Purpose.RESET, hours=1)

    links.end(None, Purpose.SET_UP, Purpose.RESET)

    with pytest.raises(NotFound):
        links.read(of_nobody, Purpose.SET_UP)
    assert links.read(of_a_member, Purpose.RESET)


def test_no_two_tokens_are_alike(app):
    found = {links.issue(None, Purpose.SET_UP, hours=1) for _ in range(200)}

    assert len(found) == 200
    assert min(len(token) for token in found) >= 43
