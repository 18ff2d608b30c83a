"""Posts that others may improve."""

import pytest
from sqlalchemy import select

from forum.accounts.models import Standing
from forum.audit.models import AuditEntry
from forum.channels.models import Visibility
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.kernel.unit import transaction
from forum.topics import actions, queries
from forum.topics.actions import Change, Outcome
from tests.support import make
from tests.topics.writing import fresh, reply


def regular(**given):
    return make.member(standing=Standing.REGULAR, **given)


def improve(member, post, body="Better."):
    post = fresh(post)
    return actions.edit(member, post, Change(body, queries.wording_of(post).mark))


@pytest.fixture
def wiki(app):
    post = reply(make.topic(), regular())
    actions.make_wiki(post.author, fresh(post))
    return post


def test_others_improve_a_wiki_post_and_its_history_says_who(app, wiki):
    other = make.member()

    assert improve(other, wiki) == Outcome.CHANGED
    versions = queries.versions_of(fresh(wiki))
    assert [one.body for one in versions] == ["Same here.", "Better."]
    assert versions[-1].by.id == other.id
    assert db.session.scalar(select(AuditEntry).where(AuditEntry.verb == "posts.edit")) is None


def test_who_is_new_improves_nothing_yet(app, wiki):
    with pytest.raises(Refused) as refused:
        improve(make.member(standing=Standing.BASIC), wiki)

    assert refused.value.verdict.reason == "standing_wiki"


def test_an_ordinary_post_is_its_authors(app):
    with pytest.raises(Refused) as refused:
        improve(make.member(), reply(make.topic()))

    assert refused.value.verdict.reason == "not_yours"


def test_a_wiki_post_can_be_deleted_by_its_author_alone(app, wiki):
    with pytest.raises(Refused):
        actions.delete(make.member(), fresh(wiki))


def test_outside_of_the_channel_nobody_improves(app):
    channel = make.channel(visibility=Visibility.PRIVATE)
    author = make.insider(channel, standing=Standing.REGULAR)
    post = reply(make.topic(channel=channel), author)
    actions.make_wiki(author, fresh(post))

    with pytest.raises(Refused):
        improve(make.member(), post)
    assert improve(make.insider(channel), post) == Outcome.CHANGED


def test_a_closed_topic_is_improved_by_nobody(app, wiki):
    actions.close(make.moderator(), fresh(wiki).topic)

    with pytest.raises(Refused):
        improve(make.member(), wiki)


def test_authors_open_their_posts_from_a_standing_on(app):
    post = reply(make.topic(), make.member())

    with pytest.raises(Refused) as refused:
        actions.make_wiki(post.author, fresh(post))
    assert refused.value.verdict.reason == "standing_make_wiki"
    with pytest.raises(Refused):
        actions.make_wiki(regular(), fresh(post))


def test_what_staff_do_with_it_is_in_the_audit_log(app):
    staff, post = make.moderator(), reply(make.topic())
    actions.make_wiki(staff, fresh(post))
    actions.make_wiki(staff, fresh(post))
    actions.end_wiki(staff, fresh(post))

    verbs = db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()
    assert verbs == ["posts.make_wiki", "posts.end_wiki"]


def test_it_is_kept_to_its_author_again_also_with_a_lower_standing(app, wiki):
    with transaction():
        wiki.author.standing = Standing.BASIC
    actions.end_wiki(wiki.author, fresh(wiki))

    with pytest.raises(Refused):
        improve(make.member(), wiki)


def test_the_page_marks_it_and_offers_what_one_may_do(app, sign_in, wiki):
    author, topic_id, post_id = wiki.author, wiki.topic_id, wiki.id
    at = f"/t/topic/{topic_id}"
    as_author, as_reader = sign_in(author).get(at).text, sign_in(make.member()).get(at).text

    assert "No wiki any more" in as_author
    assert "Improve it" in as_reader
    assert "No wiki any more" not in as_reader
    assert "Wiki: members may improve this post." in app.test_client().get(at).text
    sign_in(author).post(f"/p/{post_id}/no-wiki")
    assert "Wiki:" not in sign_in(author).get(at).text
    sign_in(author).post(f"/p/{post_id}/wiki")
    assert "Wiki:" in sign_in(author).get(at).text
