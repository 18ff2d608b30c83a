"""Topics that wait for answers, written through the real actions."""

from forum.answering import checks, queries
from forum.channels.models import Kind as ChannelKind
from forum.kernel.db import db
from forum.moderation.models import FIRST_TEAM, Reviewable, Team
from tests.support import make
from tests.topics.writing import start

NINE_TO_FIVE = [[540, 1020]] * 5 + [None, None]


def question(author=None, **given):
    """A question in a channel for questions."""
    channel = given.pop("channel", None) or make.channel(kind=ChannelKind.QUESTION)
    return start(author, channel, **given)


def row_of(topic):
    return queries.standing_of(topic.id)


def office(**given):
    """The team works from nine to five on weekdays."""
    given = {"key": FIRST_TEAM, "name": "Team", "hours": NINE_TO_FIVE} | given
    return make.save(Team(**given))


def cases_of(topic, kind="topic_waits"):
    query = db.select(Reviewable).where(Reviewable.target_kind == kind)
    return db.session.scalars(query.where(Reviewable.target_id == topic.id)).all()


def amiss():
    return [line for check in checks.ALL for line in check.problems()]
