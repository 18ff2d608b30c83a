"""Builders: each makes one valid row; say only what the test is about."""

from itertools import count
from typing import Any, TypeVar

from sqlalchemy import select

from forum.accounts import names
from forum.accounts.models import Role, Standing, User
from forum.channels.models import Channel, ChannelMember, ChannelRole, Section
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.pages import actions as pages
from forum.pages import queries as pages_found
from forum.pages.actions import ClauseText, GuidelinesText
from forum.pages.models import Guidelines
from forum.topics.models import Post, State, Tag, Topic, TopicTag

number = count(1)
T = TypeVar("T")


def save(row: T) -> T:
    with transaction():
        db.session.add(row)
    return row


def member(**given: Any) -> User:
    username = given.setdefault("username", f"member{next(number)}")
    given.setdefault("name_key", names.fold(username))
    given.setdefault("skeleton", names.skeleton(username))
    given.setdefault("display_name", username)
    given.setdefault("email", f"{username}@example.org")
    given.setdefault("email_confirmed_at", clock.now())
    given.setdefault("approved_at", clock.now())
    given.setdefault("standing", Standing.MEMBER)
    return save(User(**given))


def moderator(**given: Any) -> User:
    return member(role=Role.MODERATOR, **given)


def admin(**given: Any) -> User:
    return member(role=Role.ADMIN, **given)


def section(**given: Any) -> Section:
    return save(Section(**({"name": f"Section {next(number)}"} | given)))


def channel(**given: Any) -> Channel:
    n = next(number)
    return save(Channel(**({"name": f"Channel {n}", "slug": f"channel-{n}"} | given)))


def seat(channel: Channel, user: User, **given: Any) -> ChannelMember:
    given.setdefault("source", "test")
    return save(ChannelMember(channel_id=channel.id, user_id=user.id, **given))


def insider(channel: Channel, *, place: ChannelRole = ChannelRole.MEMBER, **given: Any) -> User:
    user = member(**given)
    seat(channel, user, role=place)
    return user


def topic(**given: Any) -> Topic:
    """A topic with its first post, both published."""
    body = given.pop("body", "The first post.")
    given.setdefault("title", f"Topic {next(number)}")
    given.setdefault("slug", "topic")
    given.setdefault("channel", None)
    given["channel"] = given["channel"] or channel()
    given.setdefault("author", None)
    given["author"] = given["author"] or member()
    made = save(Topic(**given))
    post(topic=made, author=made.author, body=body, created_at=made.created_at)
    return made


def post(*, topic: Topic, **given: Any) -> Post:
    body = given.setdefault("body", "Hello.")
    given.setdefault("author", None)
    given["author"] = given["author"] or member()
    given.setdefault("html", f"<p>{body}</p>")
    given.setdefault("text", body)
    given.setdefault("markup_version", 1)
    state = given.setdefault("state", State.PUBLISHED)
    with transaction():
        topic.last_number += 1
        if topic.last_number > 1 and state == State.PUBLISHED:
            topic.reply_count += 1
        db.session.add(topic)
    return save(Post(topic=topic, number=topic.last_number, **given))


# Everything in it begins with zz, so that tests can tell it from the words of the software.
GUIDELINES = GuidelinesText(
    "zzBe kind.\nzzStay with the subject.",
    (
        ClauseText("zzKind", "zzBe kind to people.", "zzWell said.", "zzFool."),
        ClauseText("zzSubject", "zzStay with it."),
        ClauseText("zzOwn", "zzPost what is yours."),
    ),
)


def guidelines(owner: User | None = None) -> Guidelines:
    """The first published version; who was here before has not said yes to it."""
    pages.plant(owner or admin(), GUIDELINES)
    return pages_found.guidelines_at(1)


def tags(topic: Topic, *names: str) -> None:
    """Put these tags on the topic, in this order, making those that do not exist."""
    for position, name in enumerate(names):
        tag = db.session.scalar(select(Tag).where(Tag.name == name)) or save(Tag(name=name))
        save(TopicTag(topic_id=topic.id, tag_id=tag.id, position=position))
        with transaction():
            tag.topic_count += 1
            db.session.add(tag)
