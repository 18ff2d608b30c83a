"""What happens to texts when two accounts become one member."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select, update

from forum.accounts import actions as accounts
from forum.kernel import handover
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.topics.models import HeldEdit, Post, Revision, State, Topic
from forum.topics.queries import recounting

OWNED = (
    Topic.author_id,
    Topic.answered_by_id,
    Topic.closed_by_id,
    Topic.pinned_by_id,
    Topic.deleted_by_id,
    Post.author_id,
    Post.edited_by_id,
    Post.deleted_by_id,
    Post.hidden_by_id,
    Post.was_accepted_by_id,
    Post.wiki_by_id,
    Revision.written_by_id,
    HeldEdit.editor_id,
)
AT_ONCE = 500


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let everything that the one account wrote or decided be of the other."""
    wrote = select(Post.topic_id).where(Post.author_id == from_id).distinct()
    topic_ids = db.session.scalars(wrote).all()
    # The key keeps one text from being sent twice, which nobody does any more.
    keys = update(Post).where(Post.author_id == from_id).values(client_key=None)
    db.session.execute(keys.execution_options(synchronize_session=False))
    handover.hand_over(*OWNED, from_id=from_id, into_id=into_id)
    for start in range(0, len(topic_ids), AT_ONCE):
        some = topic_ids[start : start + AT_ONCE]
        _count_people(some)
        _change_faces(some, from_id, into_id)
    _recount({from_id, into_id})


def _count_people(topic_ids: Sequence[int]) -> None:
    """Whoever took part as two took part as one."""
    people = (
        select(func.count(func.distinct(Post.author_id)))
        .where(Post.topic_id == Topic.id, Post.state == State.PUBLISHED)
        .scalar_subquery()
    )
    read = update(Topic).where(Topic.id.in_(topic_ids), Topic.state == State.PUBLISHED)
    counted = read.values(people_count=people)
    db.session.execute(counted.execution_options(synchronize_session=False))


def _change_faces(topic_ids: Sequence[int], from_id: int, into_id: int) -> None:
    query = select(Topic.id, Topic.face_ids).where(Topic.id.in_(topic_ids))
    for topic_id, faces in db.session.execute(query).all():
        if from_id in faces:
            shown = [into_id if face == from_id else face for face in faces]
            topic = update(Topic).where(Topic.id == topic_id)
            changed = topic.values(face_ids=list(dict.fromkeys(shown)))
            db.session.execute(changed.execution_options(synchronize_session=False))


def _recount(user_ids: Collection[int]) -> None:
    counters = {
        "topic_count": recounting.member_topic_counts,
        "post_count": recounting.member_post_counts,
        "accepted_count": recounting.accepted_counts,
    }
    for name, find in counters.items():
        for found in find(user_ids):
            accounts.count(found.id, **{name: found.recount - found.counter})
