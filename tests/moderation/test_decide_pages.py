"""The pages on which the team decides: what is said before, what is told after, who is refused."""

import re

import pytest
from sqlalchemy import select

from forum.channels.models import ChannelRole
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.moderation import actions, queries
from forum.moderation.actions import UNDO, FlagText
from forum.moderation.models import Flag, Outcome, Ruling
from tests.moderation.flagging import (
    agreed,
    as_it_is,
    case_of,
    clause_key,
    decide,
    flag,
    judge,
    some_post,
)
from tests.support import make
from tests.topics.writing import reply, start


@pytest.fixture
def flagged(app):
    """Guidelines, and a post that somebody has flagged."""
    make.guidelines()
    post = reply(start(agreed()), agreed(), "zzFlagged words.")
    flag(post)
    return post


def path(post) -> str:
    return f"/admin/moderation/{case_of(post).id}/decide"


def sent(post, outcome=Outcome.REMOVE, **more) -> dict[str, object]:
    given = {"outcome": str(outcome), "clause": clause_key(), "words": "zzWhy.", "weight": "0"}
    return {**given, "version": case_of(post).version, **more}


def test_the_page_says_what_will_happen_before_it_is_pressed(flagged, sign_in):
    page = sign_in(judge()).get(path(flagged)).text

    assert "It goes, with what it earned." in page
    assert "zzFlagged words." in page
    assert "1. zzKind" in page
    assert "Nothing is suggested." in page
    assert "12 seconds" in page


def test_the_desk_shows_the_same_form(flagged, sign_in):
    assert "It goes, with what it earned." in sign_in(judge()).get("/admin/moderation").text


def test_what_is_decided_can_be_taken_back_for_some_seconds(flagged, sign_in):
    client, address = sign_in(judge()), path(flagged)
    page = client.post(address, data=sent(flagged), follow_redirects=True).text
    ruling = db.session.scalars(select(Ruling)).one()
    assert f"/admin/moderation/rulings/{ruling.id}/undo" in page
    assert as_it_is(flagged).is_hidden is False

    client.post(f"/admin/moderation/rulings/{ruling.id}/undo")

    assert case_of(flagged).is_open
    assert f"rulings/{ruling.id}/undo" not in client.get(address).text


def test_what_was_typed_comes_back_with_what_is_wrong(flagged, sign_in):
    answer = sign_in(judge()).post(path(flagged), data=sent(flagged, clause=""))

    assert answer.status_code == 422
    assert "Choose the clause." in answer.text
    assert "zzWhy." in answer.text


def test_the_second_of_two_reads_what_the_first_did(flagged, sign_in):
    address, data = path(flagged), sent(flagged)
    first = judge()
    decide(flagged, Outcome.KEEP, first)

    answer = sign_in(judge()).post(address, data=data)

    assert answer.status_code == 409
    assert f"{first.display_name} decided:" in answer.text
    assert len(db.session.scalars(select(Ruling)).all()) == 1


def test_who_has_an_older_page_sees_the_case_again_with_what_they_typed(flagged, sign_in):
    data = sent(flagged)
    flag(flagged)
    client = sign_in(judge())

    answer = client.post(path(flagged), data=data)

    assert answer.status_code == 409
    assert "The case has changed since you opened it." in answer.text
    assert "zzWhy." in answer.text
    version = re.search(r'name="version" value="(\d+)"', answer.text)
    assert version and int(version[1]) == case_of(flagged).version


def test_two_people_remove_criticism(flagged, sign_in):
    client = sign_in(judge())
    client.post(path(flagged), data=sent(flagged, is_about_us="y"))
    ruling = db.session.scalars(select(Ruling)).one()
    address = f"/admin/moderation/rulings/{ruling.id}/second"
    assert "You proposed this" in client.get(address).text
    assert client.post(address, data={"act": "agree"}).status_code == 403

    other = sign_in(judge())
    assert "zzFlagged words." in other.get(address).text
    other.post(address, data={"act": "agree"})

    assert not queries.case_by_id(ruling.case_id).is_open


def test_the_member_reads_why_and_nobody_else_does(flagged, sign_in, guest):
    key = clause_key(2)
    ruling = decide(flagged, Outcome.REMOVE, clause_key=key, facts="zzSeen.", words="zzSaid.")
    address = f"/rulings/{ruling.id}"

    page = sign_in(flagged.author).get(address).text

    for word in ("2. zzSubject", "version 1", "zzSeen.", "zzSaid.", "It was removed."):
        assert word in page
    assert "A person of the team." in page
    assert sign_in(agreed()).get(address).status_code == 404
    assert guest.get(address).status_code == 302
    assert sign_in(judge()).get(address).status_code == 200


def test_nobody_reads_of_a_decision_before_it_is_carried_out(flagged, sign_in):
    ruling = decide(flagged, Outcome.REMOVE, clause_key=clause_key(), undo_for=UNDO)

    assert sign_in(flagged.author).get(f"/rulings/{ruling.id}").status_code == 404


WRONG = {
    "guest": 302,
    "member": 403,
    "author": 403,
    "of_another_channel": 404,
    "author_of_the_team": 403,
    "only_flagger": 403,
}


@pytest.mark.parametrize("what", ["decide", "second", "object", "undo"])
@pytest.mark.parametrize("who", WRONG)
def test_wrong_actors_are_refused_and_change_nothing(app, sign_in, guest, who, what):
    make.guidelines()
    author = judge() if who == "author_of_the_team" else agreed()
    post = reply(start(agreed()), author, "zzFlagged words.")
    flagger = judge() if who == "only_flagger" else agreed()
    flag(post, flagger)
    client = {
        "guest": lambda: guest,
        "member": lambda: sign_in(agreed()),
        "author": lambda: sign_in(author),
        "author_of_the_team": lambda: sign_in(author),
        "only_flagger": lambda: sign_in(flagger),
        "of_another_channel": lambda: sign_in(
            make.insider(make.channel(), place=ChannelRole.MODERATOR, guidelines_accepted=1)
        ),
    }[who]()
    data, address = sent(post), path(post)
    if what in {"second", "object"}:
        ruling = decide(post, Outcome.REMOVE, clause_key=clause_key(), is_about_us=True)
        address = f"/admin/moderation/rulings/{ruling.id}/second"
        data = {"act": "agree" if what == "second" else "object"}
    elif what == "undo":
        ruling = decide(post, Outcome.REMOVE, clause_key=clause_key(), undo_for=UNDO)
        address, data = f"/admin/moderation/rulings/{ruling.id}/undo", {}
    before = [(one.undone_at, one.seconded_at) for one in db.session.scalars(select(Ruling))]

    answer = client.post(address, data=data)

    assert answer.status_code == WRONG[who]
    db.session.expire_all()
    after = [(one.undone_at, one.seconded_at) for one in db.session.scalars(select(Ruling))]
    assert after == before


def test_a_flag_is_taken_back_by_who_made_it_alone(flagged, sign_in):
    answer = sign_in(agreed()).post(f"/flag/post/{flagged.id}/withdraw")

    assert answer.status_code == 404
    assert db.session.scalars(select(Flag.settled_at)).all() == [None]


def test_what_was_carried_out_is_undone_by_another_one_only(flagged):
    moderator = judge()
    ruling = decide(flagged, Outcome.REMOVE, moderator, clause_key=clause_key())

    with pytest.raises(Refused, match="own_decision"):
        actions.overturn(moderator, ruling, "")


def test_nobody_of_the_team_learns_who_flagged_them(app, sign_in):
    make.guidelines()
    author, quiet = judge(), make.member(display_name="Quiet Quinn")
    post = some_post(author)
    actions.flag(quiet, "post", post.id, FlagText("else", "zzBecause of this."))
    address = f"/admin/moderation/{case_of(post).id}/decide"

    page = sign_in(author).get(address).text
    assert "Quiet Quinn" not in page
    assert "zzBecause of this." not in page

    assert "Quiet Quinn" in sign_in(judge()).get(address).text
