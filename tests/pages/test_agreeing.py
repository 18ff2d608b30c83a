import re

import pytest
from sqlalchemy import func, select

from forum.accounts import actions as accounts
from forum.accounts.actions import NewMember
from forum.accounts.models import User
from forum.accounts.queries import fresh_member
from forum.accounts.signals import MembersMerged
from forum.drafts import actions as drafts
from forum.drafts.queries import draft_of, drafts_of
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.kernel.unit import transaction
from forum.pages import actions, checks, queries
from forum.pages.actions import Change, ClauseText
from forum.pages.models import Acceptance
from forum.topics import actions as topics
from forum.topics.actions import NewPost
from forum.topics.models import Post, Topic
from forum.topics.queries import visible_post, wording_of
from tests.support import make
from tests.topics.writing import fresh

ADA = {"username": "ada", "email": "ada@example.org", "password": "seven quiet lanterns"}


@pytest.fixture
def owner(app):
    return make.admin()


@pytest.fixture
def old_member(owner):
    """Somebody who agreed once, and was not asked about the newest version."""
    member = make.member()
    actions.accept(member, make.guidelines(owner))
    draft = actions.begin(owner)
    actions.add_clause(owner, draft, ClauseText("zzNoise", "zzNo shouting."))
    actions.publish(owner, draft, Change.MATERIAL)
    return fresh_member(member.id)


def fields_of(page):
    """What the form of the question would send."""
    form = page[page.index('<form class="form"') :]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))


def posts_of(user):
    query = select(Post.body).where(Post.author_id == user.id).order_by(Post.id)
    return db.session.scalars(query).all()


def test_the_next_reply_of_an_old_member_asks_once(old_member, sign_in):
    topic, client = make.topic(), sign_in(old_member)
    words = {"body": "Line one\nline <two>", "client_key": "k1"}

    asked = client.post(f"/t/{topic.id}/reply", data=words)

    assert asked.status_code == 403
    assert "zzNoise" in asked.text
    assert posts_of(old_member) == []

    answer = client.post(
        f"/t/{topic.id}/reply", data=words | {"agreed": fields_of(asked.text)["agreed"]}
    )

    assert answer.status_code == 302
    assert posts_of(old_member) == ["Line one\nline <two>"]
    assert client.post(f"/t/{topic.id}/reply", data={"body": "Again"}).status_code == 302


def test_the_question_carries_every_field_that_was_sent(old_member, sign_in):
    topic = make.topic()
    sent = {"body": 'Say "hi" & <b>bye</b>', "client_key": "k2", "reply_to": "1"}

    asked = sign_in(old_member).post(f"/t/{topic.id}/reply", data=sent)

    kept = fields_of(asked.text)
    assert kept["body"] == "Say &#34;hi&#34; &amp; &lt;b&gt;bye&lt;/b&gt;"
    assert (kept["client_key"], kept["reply_to"]) == ("k2", "1")
    assert "csrf_token" in kept


def test_a_new_topic_waits_for_the_yes_too_and_goes_on_with_it(old_member, sign_in):
    channel, client = make.channel(), sign_in(old_member)
    sent = {"title": "A good title", "body": "And words.", "channel": channel.slug, "tags": "a, b"}

    asked = client.post("/new", data=sent)
    kept = {name: value for name, value in fields_of(asked.text).items() if name != "csrf_token"}
    answer = client.post("/new", data=kept)

    assert (asked.status_code, answer.status_code) == (403, 302)
    assert db.session.scalar(select(Topic.title).where(Topic.author_id == old_member.id)) == (
        "A good title"
    )


def test_an_edit_waits_for_the_yes_and_goes_on_with_it(old_member, sign_in):
    topic, client = make.topic(), sign_in(old_member)
    post = make.post(topic=topic, author=old_member, body="Before")
    mark = wording_of(post).mark
    sent = {"body": "After", "base": mark, "draft_version": "0"}

    asked = client.post(f"/p/{post.id}/edit", data=sent)

    assert (asked.status_code, posts_of(old_member)) == (403, ["Before"])
    assert "zzNoise" in asked.text

    kept = {name: value for name, value in fields_of(asked.text).items() if name != "csrf_token"}
    answer = client.post(f"/p/{post.id}/edit", data=kept)

    assert (answer.status_code, posts_of(old_member)) == (302, ["After"])
    assert drafts_of(old_member) == []


def test_no_way_to_an_edit_passes_by_the_question(old_member):
    post = make.post(topic=make.topic(), author=old_member, body="Before")
    change = topics.Change("After", wording_of(post).mark)

    with pytest.raises(Refused) as refused:
        topics.edit(old_member, visible_post(old_member, post.id), change)

    assert refused.value.verdict.reason == "guidelines_changed"


def test_whoever_declines_finds_an_edit_again_where_they_left_it(old_member, sign_in):
    client = sign_in(old_member)
    post = make.post(topic=make.topic(), author=old_member, body="Before")

    client.post(f"/p/{post.id}/edit", data={"body": "After", "base": wording_of(post).mark})

    assert ">\nAfter</textarea>" in client.get(f"/p/{post.id}/edit").text


def test_whoever_declines_has_the_text_as_a_draft(old_member, sign_in):
    topic, client = make.topic(), sign_in(old_member)
    sent = {"body": "Half a thought", "reply_to": "1"}

    asked = client.post(f"/t/{topic.id}/reply", data=sent)

    assert 'href="/drafts"' in asked.text
    assert "Half a thought" in client.get("/drafts").text
    draft = draft_of(old_member, f"reply:{topic.id}")
    assert (draft.body, draft.extra["reply_to"]) == ("Half a thought", "1")


def test_whoever_declines_has_the_new_topic_as_a_draft(old_member, sign_in):
    channel, client = make.channel(), sign_in(old_member)
    sent = {"title": "A good title", "body": "And words.", "channel": channel.slug, "tags": "a, b"}

    client.post("/new", data=sent)

    draft = draft_of(old_member, "new")
    assert (draft.title, draft.body) == ("A good title", "And words.")
    assert draft.extra == {"channel": channel.slug, "tags": "a, b"}


def test_a_draft_that_the_form_knows_is_brought_up_to_date(old_member, sign_in):
    topic, client = make.topic(), sign_in(old_member)
    drafts.save(old_member, f"reply:{topic.id}", body="Half")
    page = client.get(f"/t/{topic.slug}/{topic.id}").text
    known = re.search(r'name="draft_version" value="(\d+)"', page).group(1)

    client.post(f"/t/{topic.id}/reply", data={"body": "Half a thought", "draft_version": known})

    assert draft_of(old_member, f"reply:{topic.id}").body == "Half a thought"


def test_newer_text_in_the_draft_is_not_overwritten_by_the_question(old_member, sign_in):
    topic, client = make.topic(), sign_in(old_member)
    drafts.save(old_member, f"reply:{topic.id}", body="Newer, from the phone")

    asked = client.post(f"/t/{topic.id}/reply", data={"body": "Older", "draft_version": "0"})

    assert draft_of(old_member, f"reply:{topic.id}").body == "Newer, from the phone"
    assert "copy it: it is yours" in asked.text
    assert "among your drafts" not in asked.text


def test_a_yes_to_a_version_that_nobody_knows_is_no_yes(old_member, sign_in):
    topic, client = make.topic(), sign_in(old_member)

    for number in ("99", "3", "x", "-1", "0", "99999999999999999999"):
        answer = client.post(f"/t/{topic.id}/reply", data={"body": "Hi", "agreed": number})
        assert answer.status_code == 403

    assert posts_of(old_member) == []


def test_a_yes_to_the_version_before_does_not_do(old_member, sign_in):
    topic = make.topic()

    answer = sign_in(old_member).post(f"/t/{topic.id}/reply", data={"body": "Hi", "agreed": "1"})

    assert answer.status_code == 403
    assert posts_of(old_member) == []


def test_the_composer_stands_where_it_always_does(old_member, sign_in):
    topic = make.topic()

    page = sign_in(old_member).get(f"/t/topic/{topic.id}").text

    assert 'name="body"' in page


def test_no_way_in_passes_by_the_question(old_member):
    topic = make.topic()

    with pytest.raises(Refused) as refused:
        topics.reply(old_member, fresh(topic), NewPost("Hi"))

    assert refused.value.verdict.reason == "guidelines_changed"


def test_texts_that_were_written_elsewhere_are_not_asked(old_member):
    topic = make.topic()

    post = topics.reply(old_member, fresh(topic), NewPost("Hi", origin={"from": "elsewhere"}))

    assert post.author_id == old_member.id


def test_a_yes_to_guidelines_that_changed_while_the_form_was_open_is_asked_again(owner, guest):
    make.guidelines(owner)
    page = guest.get("/sign-up").text
    actions.publish(owner, actions.begin(owner), Change.MATERIAL)

    (value,) = re.findall(r'name="guidelines"[^>]* value="([^"]*)"', page)
    answer = guest.post("/sign-up", data=ADA | {"guidelines": value})

    assert "Please say yes to the guidelines" in answer.text
    assert not re.findall(r'<input checked[^>]* name="guidelines"', answer.text)
    assert guest.post("/sign-up", data=ADA | {"guidelines": "2"}).status_code == 302


def test_a_small_change_asks_nobody(owner, sign_in):
    member = make.member()
    actions.accept(member, make.guidelines(owner))
    draft = actions.begin(owner)
    actions.publish(owner, draft, Change.SMALL)
    topic = make.topic()

    answer = sign_in(fresh_member(member.id)).post(f"/t/{topic.id}/reply", data={"body": "Hi"})

    assert answer.status_code == 302
    assert "You have not said yes" not in sign_in(fresh_member(member.id)).get("/guidelines").text


def test_who_has_said_yes_is_not_told_that_something_changed(old_member, sign_in):
    actions.accept(old_member, queries.current_guidelines())

    answer = sign_in(fresh_member(old_member.id)).get("/guidelines/changes")

    assert answer.location == "/guidelines"


def test_a_yes_of_two_accounts_that_became_one_counts_once(owner):
    first = make.guidelines(owner)
    ada, twin = make.member(), make.member()
    for each in (ada, twin):
        actions.accept(each, first)

    accounts.merge_members(owner, twin, ada)

    assert queries.accepted_count(first) == 2
    assert list(checks.yeses_without_a_moment()) == []


def test_without_guidelines_nobody_is_asked(sign_in):
    topic = make.topic()

    answer = sign_in(make.member()).post(f"/t/{topic.id}/reply", data={"body": "Hi"})

    assert answer.status_code == 302


def test_a_member_can_say_yes_before_writing(old_member, sign_in):
    client = sign_in(old_member)
    page = client.get("/guidelines/changes?next=/t/x/1").text

    answer = client.post("/guidelines/accept", data={"version": "2", "next": "/t/x/1"})

    assert "zzNoise" in page
    assert answer.location == "/t/x/1"
    assert fresh_member(old_member.id).guidelines_accepted == 2


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_the_way_on_never_leaves_the_site(old_member, sign_in, target):
    answer = sign_in(old_member).post("/guidelines/accept", data={"version": "2", "next": target})

    assert answer.location == "/"


def test_sign_up_asks_for_a_yes_when_there_are_guidelines(owner, guest):
    make.guidelines(owner)

    refused = guest.post("/sign-up", data=ADA)
    assert "Please say yes to the guidelines" in refused.text
    assert 'href="/guidelines"' in guest.get("/sign-up").text

    guest.post("/sign-up", data=ADA | {"guidelines": "1"})
    user = db.session.scalar(select(User).where(User.username == "ada"))
    assert user.guidelines_accepted == 1


def test_sign_up_asks_for_nothing_without_guidelines(guest):
    assert 'name="guidelines"' not in guest.get("/sign-up").text

    assert guest.post("/sign-up", data=ADA).status_code == 302


def test_nobody_signs_up_past_the_guidelines(owner):
    make.guidelines(owner)

    with pytest.raises(Invalid) as invalid:
        accounts.sign_up(guest_viewer(), NewMember("ada", "ada@example.org", "x"))

    assert invalid.value.field == "guidelines"


def guest_viewer():
    class Nobody:
        is_guest = True
        id = 0

    return Nobody()


def test_the_yes_of_sign_up_is_written_down_with_its_moment(owner):
    make.guidelines(owner)
    user = make.member(approved_at=None, guidelines_accepted=1)

    with transaction():
        accounts.approve(owner, user)

    row = db.session.scalar(select(Acceptance).where(Acceptance.user_id == user.id))
    assert row.accepted_at == user.created_at


def test_two_accounts_that_become_one_keep_the_newer_yes(owner):
    one, other = make.member(), make.member()
    first = make.guidelines(owner)
    actions.accept(one, first)
    actions.accept(other, first)
    second = actions.begin(owner)
    actions.publish(owner, second, Change.MATERIAL)
    actions.accept(one, second)

    with transaction():
        announce(MembersMerged(one.id, other.id, owner.id))

    rows = select(func.count()).where(Acceptance.user_id == other.id)
    assert db.session.scalar(rows) == 2
    assert db.session.scalar(select(func.count()).where(Acceptance.user_id == one.id)) == 0
    assert queries.last_accepted(other.id) == fresh_member(other.id).guidelines_accepted == 2


def problems():
    return [words for check in checks.ALL for words in check.problems()]


def test_nothing_is_amiss_after_all_that(old_member, sign_in):
    topic = make.topic()
    sign_in(old_member).post(f"/t/{topic.id}/reply", data={"body": "Hi", "agreed": "2"})

    assert problems() == []


def test_verify_finds_a_gap_in_the_numbers_of_clauses(owner):
    clause = queries.clause_at(make.guidelines(owner), 2)
    with transaction():
        clause.number = 5
        db.session.add(clause)

    assert problems() == ["the clauses of guidelines 1 are numbered [1, 3, 5]"]


def test_verify_finds_a_yes_to_what_nobody_published(owner):
    make.guidelines(owner)
    user = make.member(guidelines_accepted=7)

    found = problems()

    assert any("accepted guidelines 7" in words for words in found)
    assert f"member {user.id} accepted guidelines, and nobody knows when" in found
