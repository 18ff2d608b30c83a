"""Where the members of the demonstration stand after the year: what it all came to, and a post
that all improve."""

from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts.models import User
from forum.activity import actions as log
from forum.activity import queries as deeds
from forum.demo.play import Stage, Tell
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.standing import queries
from forum.topics import actions as topics
from forum.topics import queries as texts
from forum.topics.models import Topic


def stand(host: User) -> None:
    """Give everybody what they have earned, and open the newest answer for others to improve."""
    with transaction():
        for subject in list(queries.subjects(None, clock.now())):
            accounts.set_standing(subject.user_id, subject.earned)
        answered = select(Topic.answer_id).where(Topic.answer_id.is_not(None))
        post_id = db.session.scalar(answered.order_by(Topic.answered_at.desc()).limit(1))
        if post_id is not None:
            topics.make_wiki(host, texts.visible_post(host, post_id))


def count(stage: Stage, tell: Tell) -> None:
    """Give everybody the points, badges and tiers of their year, before anybody comes to look."""
    whole = deeds.how_many_wait()
    while waiting := deeds.how_many_wait():
        # At the last moment of the play: what is played back is mailed to nobody.
        with clock.at(stage.now):
            log.settle()
        tell("what it came to", whole - waiting, whole)
    tell("what it came to", whole, whole)
