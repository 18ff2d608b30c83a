"""A forum of a given size, filled with rows at once: what is measured is reading, not filling."""

import random
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, insert, select, update

from forum.accounts.models import Role, User
from forum.app import create_app
from forum.channels.models import Channel
from forum.config import Config
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.markup.render import PLAIN, VERSION, render
from forum.server import folder, schema
from forum.topics.models import Post, Topic
from tests.support import make

WORDS = (
    "burr", "grind", "water", "kettle", "filter", "cup", "crema", "roast", "bean", "steam",
    "basket", "tamper", "dose", "ratio", "scale", "bloom", "pour", "valve", "boiler", "hopper",
    "espresso", "milk", "foam", "group", "gasket", "shower", "brew", "time", "taste", "sweet",
)  # fmt: skip
CHANNELS, TEXTS, AT_ONCE = 12, 60, 5000


@dataclass(frozen=True)
class Size:
    """How many of each; the long topic has its posts beside those of the others."""

    members: int = 500
    topics: int = 2000
    posts: int = 30_000
    long_topic: int = 10_000


def build(data: Path, size: Size) -> Flask:
    """Make the data folder; the long topic is number 1."""
    folder.prepare(data)
    app = create_app(Config.from_environment({}, data_dir=data, testing=True))
    with app.app_context():
        schema.migrate(app.extensions["config"])
        chance = random.Random(7)
        make.admin(username="owner")
        _fill(User, [_member(number) for number in range(size.members)])
        channels = [_channel(number) for number in range(CHANNELS)]
        people = list(db.session.scalars(select(User.id).where(User.role == Role.MEMBER)))
        counts = [size.long_topic, *_shares(size.posts, size.topics - 1, chance)]
        _fill(Topic, [_topic(n, count, channels, people) for n, count in enumerate(counts)])
        _fill_posts(counts, people, chance)
        _count()
        db.session.remove()
    return app


def text_of(words: int, chance: random.Random) -> str:
    """Markdown of about so many words: paragraphs, a list, a link, some emphasis."""
    chosen = [chance.choice(WORDS) for _ in range(words)]
    chosen[:: max(8, words // 6)] = [f"**{word}**" for word in chosen[:: max(8, words // 6)]]
    cut = len(chosen) // 2
    tail = "\n- ".join(" ".join(chosen[at : at + 12]) for at in range(cut, len(chosen), 12))
    return f"{' '.join(chosen[:cut])} [more](https://example.org/{chosen[-1]}).\n\n- {tail}\n"


def _channel(number: int) -> int:
    return make.channel(name=f"Room {number}", slug=f"room-{number}").id


def _member(number: int) -> dict[str, object]:
    name = f"person{number}"
    return {
        "username": name,
        "name_key": name,
        "skeleton": f"skeleton {number}",
        "display_name": f"Person {number}",
        "email": f"{name}@example.org",
        "approved_at": clock.now(),
        "caught_up_at": clock.now() - timedelta(days=30),
        "hue": number % 12 + 1,
    }


def _shares(posts: int, topics: int, chance: random.Random) -> list[int]:
    """Many short topics and a few long ones, each with a first post."""
    counts = [1] * topics
    for _ in range(posts - topics):
        counts[int(topics * chance.random() ** 2)] += 1
    return counts


def _topic(n: int, count: int, channels: list[int], people: list[int]) -> dict[str, object]:
    moment = clock.now() - timedelta(minutes=40 * n)
    return {
        "channel_id": channels[n % len(channels)],
        "author_id": people[n % len(people)],
        "title": f"{WORDS[n % len(WORDS)].title()} and {WORDS[n * 7 % len(WORDS)]}, part {n}",
        "slug": "talk",
        "excerpt": "What people say about it after a week of use.",
        "created_at": moment - timedelta(days=1),
        "bumped_at": moment,
        "last_number": count,
        "reply_count": count - 1,
        "face_ids": [people[(n + step) % len(people)] for step in range(4)],
    }


def _fill_posts(counts: list[int], people: list[int], chance: random.Random) -> None:
    texts = [text_of(chance.randint(20, 160), chance) for _ in range(TEXTS)]
    shown = [render(text, PLAIN) for text in texts]
    ids = list(db.session.scalars(select(Topic.id).order_by(Topic.id)))
    rows: list[dict[str, object]] = []
    for topic_id, count in zip(ids, counts, strict=True):
        for number in range(1, count + 1):
            which = chance.randrange(TEXTS)
            rows.append(
                {
                    "topic_id": topic_id,
                    "number": number,
                    "author_id": chance.choice(people),
                    "body": texts[which],
                    "html": shown[which].html,
                    "text": shown[which].text,
                    "markup_version": VERSION,
                }
            )
    _fill(Post, rows)


def _fill(model: type, rows: list[dict[str, object]]) -> None:
    with transaction():
        for start in range(0, len(rows), AT_ONCE):
            db.session.execute(insert(model), rows[start : start + AT_ONCE])


def _count() -> None:
    """Let the counters be true: those who wrote are counted."""
    people = select(func.count(Post.author_id.distinct())).where(Post.topic_id == Topic.id)
    first = select(Post.author_id).where(Post.topic_id == Topic.id, Post.number == 1)
    with transaction():
        db.session.execute(
            update(Topic)
            .values(people_count=people.scalar_subquery(), author_id=first.scalar_subquery())
            .execution_options(synchronize_session=False)
        )
    topics_of = select(func.count(Topic.id))
    posts_of = select(func.count(Post.id))
    with transaction():
        for owner, topics, posts in (
            (User, Topic.author_id == User.id, Post.author_id == User.id),
            (Channel, Topic.channel_id == Channel.id, Topic.channel_id == Channel.id),
        ):
            found = posts_of.join(Topic, Topic.id == Post.topic_id).where(posts)
            counted = update(owner).values(
                topic_count=topics_of.where(topics).correlate(owner).scalar_subquery(),
                post_count=found.correlate(owner).scalar_subquery(),
            )
            db.session.execute(counted.execution_options(synchronize_session=False))
