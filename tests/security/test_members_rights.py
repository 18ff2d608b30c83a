"""Nobody gains by adding fields to a form, and nobody acts in another's name."""

import pytest
from sqlalchemy import select

from forum.accounts.models import Role, User
from forum.bookmarks.models import Bookmark
from forum.channels.models import ChannelMember
from forum.drafts.models import Draft
from forum.kernel import clock
from forum.kernel.db import db
from forum.topics.models import Post, Topic
from forum.uploads.models import Upload
from forum.web.limits import register as reset_limits
from tests.house.source import expect_none
from tests.security.crawl import ask
from tests.security.town import address, inside, rules
from tests.uploads.pictures import drawn

STATES = ("password_hash", "email", "role", "approved_at", "deactivated_at", "name_key")
COUNTS = ("post_count", "topic_count", "reaction_count", "created_at")


def grabbing(victim):
    """Fields that no form of ours has, for somebody who wishes it had."""
    return {
        "id": victim.id,
        "uid": victim.id,
        "user": victim.username,
        "user_id": victim.id,
        "author": victim.username,
        "author_id": victim.id,
        "owner_id": victim.id,
        "actor_id": victim.id,
        "by_id": victim.id,
        "editor_id": victim.id,
        "username": victim.username,
        "is_admin": "true",
        "is_staff": "1",
        "is_moderator": "on",
        "admin": "1",
        "trust_level": "4",
        "verified": "1",
        "approved_at": "2020-01-01",
        "created_at": "2001-01-01",
        "published_at": "2001-01-01",
        "email_confirmed_at": "2020-01-01",
        "state": "published",
        "pinned": "1",
        "pin_scope": "site",
        "channel_id": "1",
        "post_count": "5000",
        "reaction_count": "5000",
        "number": "1",
        "html": "<b>raw</b>",
    }


def facts(user_id, *names):
    user = db.session.get(User, user_id, populate_existing=True)
    return [getattr(user, name) for name in names]


FORM = {
    "body": "Words that are long enough for a post",
    "title": "A title that is long enough",
    "text": "A note",
    "message": "Let me in",
    "kind": "like",
    "level": "muted",
    "role": "admin",
    "act": "",
    "bio": "Me",
    "display_name": "Me",
    "links": "",
    "place": "Here",
    "theme": "dark",
    "list_style": "pages",
    "locale": "",
    "time_zone": "",
}


@pytest.fixture
def grab(app, town):
    """A member sends every form there is with all those fields; who it was and at whose cost."""
    reset_limits(app)
    user, victim = town.people["member"], town.people["insider"]
    before = {
        "own": facts(user.id, *STATES),
        "theirs": facts(victim.id, *STATES, *COUNTS),
        "things": belongings(victim.id),
        "roles": roles(),
    }
    client = inside(app, user)
    data = FORM | {"channel": town.open["channel"]} | grabbing(victim)
    failed = []
    for rule in rules(app, "POST"):
        if rule.endpoint in {"accounts.sign_out", "accounts.end_all_sessions"}:
            continue
        if rule.endpoint == "accounts.end_session":
            continue
        path = address(app, rule, town.open)
        answer = ask(client, "", "", path, method="POST", data=data, query_string=grabbing(victim))
        failed += [path] if answer.status >= 500 else []
    expect_none(failed)
    return user, victim, before


def belongings(user_id):
    kinds = ((Post, "author_id"), (Topic, "author_id"), (Draft, "user_id"), (Bookmark, "user_id"))
    kinds += ((Upload, "user_id"), (ChannelMember, "user_id"))
    return [
        [row.id for row in db.session.scalars(select(kind).where(getattr(kind, name) == user_id))]
        for kind, name in kinds
    ]


def roles():
    return {user.id: user.role for user in db.session.scalars(select(User))}


def test_asvs_v15_3_3_and_cve_2026_58054_extra_fields_grant_nothing(grab):
    user, _, before = grab

    assert facts(user.id, *STATES) == before["own"]
    assert roles().items() >= before["roles"].items()


def test_cve_2020_15149_nothing_of_another_member_changes(grab):
    _, victim, before = grab

    assert facts(victim.id, *STATES, *COUNTS) == before["theirs"]
    assert belongings(victim.id) == before["things"]


def test_asvs_v15_3_3_what_was_written_is_its_writers_and_of_today(grab):
    """The forms did work: otherwise nothing would have been tested."""
    user, _, _ = grab
    posts = db.session.scalars(select(Post).where(Post.body == FORM["body"])).all()
    topics = db.session.scalars(select(Topic).where(Topic.title == FORM["title"])).all()

    assert posts and topics
    assert {post.author_id for post in posts} | {t.author_id for t in topics} == {user.id}
    written_today = [p for p in posts if p.created_at.date() == clock.now().date()]
    assert written_today and all("<b>" not in post.html for post in posts)
    assert {topic.pin_scope for topic in topics} == {None}


def test_a_picture_belongs_to_its_giver_whatever_the_form_says(app, town, tmp_path):
    user, victim = town.people["member"], town.people["insider"]
    file = tmp_path / "a.png"
    file.write_bytes(drawn())
    data = {"file": (file.open("rb"), "a.png")} | grabbing(victim)

    answer = inside(app, user).post("/uploads", data=data, headers={"Accept": "application/json"})

    assert answer.status_code == 201
    public_id = answer.get_json()["id"]
    given = db.session.scalars(select(Upload).where(Upload.public_id == public_id)).one()
    assert given.user_id == user.id


@pytest.mark.parametrize("who", ["member", "moderator"])
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN, "owner"])
def test_cve_2024_29316_nobody_lifts_anybody_above_themselves(app, town, who, role):
    actor, other = town.people[who], town.people["insider"]
    client = inside(app, actor)

    for user in (actor, other):
        client.post(f"/admin/accounts/{user.id}/role", data={"role": role})
        client.post("/preferences", data=FORM | {"role": role})
        client.post("/preferences/look", data=FORM | {"role": role})

    assert facts(actor.id, "role") == [Role.MODERATOR if who == "moderator" else Role.MEMBER]
    assert facts(other.id, "role") == [Role.MEMBER]
