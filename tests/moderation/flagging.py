"""What tests of flags and rulings share: a post of somebody, and members who flag it."""

from typing import Any

from sqlalchemy import select

from forum.accounts.models import Standing, User
from forum.kernel.db import db
from forum.moderation import actions, queries
from forum.moderation.actions import Decided, FlagText
from forum.moderation.models import Outcome, Reviewable, Ruling
from forum.pages import queries as pages
from forum.topics.models import Post
from tests.support import make
from tests.topics.writing import fresh, reply, start


def clause_key(number: int = 1) -> str:
    """The key of a clause of the guidelines that hold."""
    present = pages.current_guidelines()
    assert present is not None
    return pages.clause_at(present, number).key


def agreed(**given: Any) -> User:
    """A member who has said yes to the guidelines."""
    return make.member(guidelines_accepted=1, **given)


def judge() -> User:
    """Somebody of the team who has."""
    return make.moderator(guidelines_accepted=1)


def some_post(author: User | None = None) -> Post:
    """A reply that everybody reads."""
    return reply(start(agreed()), author or agreed(), "zzFlagged words.")


def flag(post: Post, member: User | None = None, word: str = "else") -> Any:
    """Somebody asks the team to look at the post."""
    who = member or make.member(standing=Standing.REGULAR)
    return actions.flag(who, "post", post.id, FlagText(word))


def case_of(post: Post) -> Reviewable:
    """The case of the post, as a request would find it."""
    return queries.case_of("post", post.id)


def decide(post: Post, outcome: Outcome, moderator: User | None = None, **given: Any) -> Ruling:
    """Somebody of the team decides, and it is carried out at once."""
    undo_for = given.pop("undo_for", None)
    more = {"undo_for": undo_for} if undo_for else {}
    decided = Decided(outcome, **given)
    return actions.decide(moderator or judge(), case_of(post), decided, **more)


def carry_all_out() -> None:
    """The seconds in which decisions can be taken back have passed."""
    db.session.commit()
    for ruling_id in db.session.scalars(select(Ruling.id).order_by(Ruling.id)).all():
        actions.carry_out(ruling_id)


def as_it_is(post: Post) -> Post:
    """The post, read anew."""
    db.session.expire_all()
    return fresh(db.session.scalars(select(Post).where(Post.id == post.id)).one())
