"""Writing saved replies: checked, kept in versions, found again, reviewed and put away."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.audit.models import AuditEntry
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid, Refused
from forum.replies import actions, queries, shipped, variables
from forum.replies.actions import ReplyPlan
from forum.replies.models import SavedReply
from forum.replies.queries import List, Order
from tests.support import make
from tests.support.queries import count_queries

PLAN = {"title": "Hello", "body": "Hello {member}.", "language": "en"}


def plan(**given):
    return ReplyPlan(**(PLAN | given))


def test_ten_come_in_each_language_once_and_use_known_variables(app):
    assert actions.plant() == 20
    assert actions.plant() == 0

    for one in shipped.REPLIES:
        variables.check(one.body)
    languages = list(db.session.scalars(select(SavedReply.language)))
    assert languages.count("en") == languages.count("de") == 10


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"title": " "}, "title: empty"),
        ({"body": ""}, "body: empty"),
        ({"title": "x" * 81}, "title: too_long"),
        ({"body": "x" * 4001}, "body: too_long"),
        ({"body": "Dear {name}"}, "body: unknown_variable"),
        ({"body": "Dear {}"}, "body: unknown_variable"),
    ],
)
def test_what_cannot_be_saved_says_why(app, given, why):
    with pytest.raises(Invalid, match=why):
        actions.create(make.moderator(), plan(**given))


def test_two_of_one_title_are_refused_unless_one_is_archived(app):
    lena = make.moderator()
    first = actions.create(lena, plan())

    with pytest.raises(Invalid, match="title: taken"):
        actions.create(lena, plan())
    actions.archive(lena, first)
    actions.create(lena, plan())

    with pytest.raises(Invalid, match="title: taken"):
        actions.bring_back(lena, queries.reply_by_id(first.id))


def test_each_change_keeps_the_text_before_it_and_is_in_the_log(app):
    lena = make.moderator()
    reply = actions.create(lena, plan())

    actions.change(lena, reply, plan(body="Dear {member}."))
    actions.change(lena, reply, plan(body="Dear {member}."))

    assert [one.body for one in queries.history_of(reply)] == ["Dear {member}.", "Hello {member}."]
    verbs = list(db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)))
    assert verbs == ["replies.create", "replies.change"]


def test_members_write_none(app):
    with pytest.raises(Refused, match="staff_only"):
        actions.create(make.member(), plan())


def test_after_half_a_year_it_is_stale_until_somebody_looks_at_it(app):
    lena = make.moderator()
    reply = actions.create(lena, plan())

    with clock.at(clock.now() + timedelta(days=181)):
        stale = queries.listed(List.STALE, Order.REVIEWED).items
        actions.review(lena, reply)
        fresh = queries.listed(List.STALE, Order.REVIEWED).items

    assert [one.id for one in stale] == [reply.id]
    assert fresh == []


def test_the_list_is_paged_by_key_in_both_orders_and_searched(app):
    lena = make.moderator()
    for number in range(25):
        actions.create(lena, plan(title=f"Reply {number}", body=f"Word{number} 100%"))

    for order in Order:
        first = queries.listed(List.LIVE, order)
        rest = queries.listed(List.LIVE, order, after=decode(first.next))
        titles = [one.title for one in [*first.items, *rest.items]]
        assert len(set(titles)) == 25
    assert [one.title for one in queries.listed(List.LIVE, Order.USED, words="word7 0%").items] == [
        "Reply 7"
    ]


def test_the_list_costs_the_same_for_few_and_for_many(app, sign_in):
    lena = make.moderator()
    client = sign_in(lena)
    actions.create(lena, plan(owner_id=lena.id))
    client.get("/admin/replies")
    with count_queries() as few:
        client.get("/admin/replies")
    for number in range(15):
        actions.create(lena, plan(title=f"R{number}", owner_id=make.moderator().id))

    with count_queries() as many:
        client.get("/admin/replies")

    assert len(many) == len(few)


def test_a_reply_is_written_looked_at_and_changed_on_its_pages(app, sign_in):
    client = sign_in(make.moderator())
    form = PLAN | {"kinds": ["complaint"], "reasons": ["hate"], "owner": "0"}

    looked = client.post("/admin/replies/new", data=form | {"act": "preview"})
    assert "Hello Adaeze." in looked.text
    assert looked.status_code == 200
    assert list(queries.live_replies()) == []
    client.post("/admin/replies/new", data=form)
    reply = queries.live_replies()[0]
    wrong = client.post(f"/admin/replies/{reply.id}", data=form | {"body": "Dear {name}"})
    client.post(f"/admin/replies/{reply.id}", data=form | {"body": "Dear {member}"})

    assert wrong.status_code == 422
    assert "Nobody knows what {name} stands for" in wrong.text
    assert "Dear {name}" in wrong.text
    assert (reply.kinds, reply.reasons) == (["complaint"], ["hate"])
    assert "<ins>Dear</ins>" in client.get(f"/admin/replies/{reply.id}/history").text
    for act in ("review", "archive", "bring_back"):
        assert client.post(f"/admin/replies/{reply.id}/{act}").status_code == 302


def test_the_preview_of_the_script_shows_made_up_values(app, sign_in):
    page = sign_in(make.moderator()).post("/admin/replies/preview", data={"body": "**{member}**"})

    assert "<strong>Adaeze</strong>" in page.text
