"""The standard data: a forum filled with rows at once, for what is measured is not the filling."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, select

from forum.accounts import names
from forum.accounts.models import Role, User
from forum.app import create_app
from forum.config import Config
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.markup.render import VERSION, excerpt
from forum.reactions.models import Reaction, ReactionKind
from forum.server import folder, schema
from forum.topics.models import Post, Tag, Topic, TopicTag
from forum.verify import actions as verify
from tests.bench import counted
from tests.bench.words import Texts
from tests.support import make

TAGS, TAGS_OF_A_TOPIC, MIDDLE = 60, 2, 200
AT_ONCE = 5000
POST_EVERY = timedelta(minutes=3)
# Every so many posts one has been cheered.
CHEERED = 10


@dataclass(frozen=True)
class Size:
    """How many of each. The long topic is number 1; those of 200 posts come next."""

    members: int = 1000
    channels: int = 20
    topics: int = 5000
    posts: int = 100_000
    long_topic: int = 10_000
    middle_topics: int = 10

    def counts(self, chance: random.Random) -> list[int]:
        """The posts of each topic, the special ones first."""
        special = [self.long_topic, *[MIDDLE] * self.middle_topics]
        others = [1] * (self.topics - len(special))
        for _ in range(self.posts - sum(special) - len(others)):
            others[int(len(others) * chance.random() ** 2)] += 1
        return special + others


SMALL = Size(members=50, channels=5, topics=100, posts=3400, long_topic=1200, middle_topics=2)


def build(data: Path, size: Size) -> Flask:
    """Make the data folder and everything in it."""
    folder.prepare(data)
    app = create_app(Config.from_environment({}, data_dir=data, testing=True))
    with app.app_context():
        schema.migrate(app.extensions["config"])
        chance = random.Random(7)
        make.admin(username="owner")
        fill(User, (_member(number) for number in range(size.members)))
        fill(Tag, ({"name": f"subject-{number}"} for number in range(TAGS)))
        channels = [_channel(number) for number in range(size.channels)]
        people = list(db.session.scalars(select(User.id).where(User.role == Role.MEMBER)))
        _fill_topics(size.counts(chance), channels, people, chance)
        counted.all_counters()
        counted.the_log()
        verify.optimize()
        db.session.remove()
    return app


def _channel(number: int) -> int:
    return make.channel(name=f"Room {number}", slug=f"room-{number}").id


def _member(number: int) -> dict[str, Any]:
    # Digits would make look-alikes of some: a one is an l.
    name = "person" + "".join("abcdefghjk"[int(digit)] for digit in str(number))
    return {
        "username": name,
        "name_key": names.fold(name),
        "skeleton": names.skeleton(name),
        "display_name": f"Person {number}",
        "email": f"{name}@example.org",
        "approved_at": clock.now(),
        "caught_up_at": clock.now() - timedelta(days=30),
        "hue": number % 12 + 1,
    }


def _fill_topics(
    counts: list[int], channels: list[int], people: list[int], chance: random.Random
) -> None:
    texts = Texts(chance)
    newest = clock.now()
    bumps = [newest - timedelta(minutes=9 * n) for n in range(len(counts))]
    fill(
        Topic,
        (
            _topic(n, count, bumps[n], texts) | {"channel_id": channels[n % len(channels)]}
            | {"author_id": people[n % len(people)]}
            for n, count in enumerate(counts)
        ),
    )  # fmt: skip
    ids = list(db.session.scalars(select(Topic.id).order_by(Topic.id)))
    rows = zip(ids, counts, bumps, strict=True)
    fill(
        Post,
        (post for row in rows for post in _posts(*row, people=people, texts=texts, chance=chance)),
    )
    tags = list(db.session.scalars(select(Tag.id)))
    fill(TopicTag, (row for topic_id in ids for row in _tags(topic_id, tags, chance)))
    cheered = db.session.execute(select(Post.id, Post.author_id).where(Post.id % CHEERED == 0))
    fill(Reaction, [row for post in cheered for row in _cheers(post, people, chance)])


def _topic(n: int, count: int, bumped_at: datetime, texts: Texts) -> dict[str, Any]:
    return {
        "title": f"{texts.title()} {n}",
        "slug": "talk",
        "excerpt": excerpt(texts.post().text),
        "created_at": bumped_at - POST_EVERY * (count - 1),
        "bumped_at": bumped_at,
        "last_number": count,
        "reply_count": count - 1,
    }


def _posts(
    topic_id: int,
    count: int,
    bumped_at: datetime,
    *,
    people: list[int],
    texts: Texts,
    chance: random.Random,
) -> Iterator[dict[str, Any]]:
    for number in range(1, count + 1):
        text = texts.post()
        yield {
            "topic_id": topic_id,
            "number": number,
            # The opening post is by the topic's author, whom the topic was given by turns.
            "author_id": people[(topic_id - 1) % len(people)]
            if number == 1
            else chance.choice(people),
            "body": text.body,
            "html": text.html,
            "text": text.text,
            "markup_version": VERSION,
            "created_at": bumped_at - POST_EVERY * (count - number),
        }  # fmt: skip


def _tags(topic_id: int, tags: list[int], chance: random.Random) -> Iterator[dict[str, Any]]:
    for position, tag_id in enumerate(chance.sample(tags, TAGS_OF_A_TOPIC)):
        yield {"topic_id": topic_id, "tag_id": tag_id, "position": position}


def _cheers(post: Any, people: list[int], chance: random.Random) -> Iterator[dict[str, Any]]:
    for user_id in chance.sample(people, 2):
        if user_id != post.author_id:
            kind = chance.choice(list(ReactionKind))
            yield {"post_id": post.id, "user_id": user_id, "kind": kind}


def fill(model: type, rows: Iterable[dict[str, Any]]) -> None:
    """Write many rows of one table, with as few statements as fit."""
    left = iter(rows)
    with transaction():
        while some := list(islice(left, AT_ONCE)):
            db.session.execute(insert(model), some)
