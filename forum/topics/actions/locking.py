"""One at a time: who changes a topic waits for whoever does, and then sees what stands there."""

from forum.kernel.db import db
from forum.topics.models import Post, Topic

TOPIC = [
    "state",
    "closed_at",
    "answer_id",
    "last_number",
    "reply_count",
    "people_count",
    "face_ids",
    "bumped_at",
]
POST = ["state", "deleted_at", "deleted_by_id"]


def lock(topic: Topic, *posts: Post) -> None:
    """Let nobody else change the topic before this transaction ends; read it and the posts anew.

    SQLite lets one transaction write at a time anyway; there only the reading is needed.
    """
    db.session.flush()
    # Rows that point to the topic hold its key. Whoever wrote one already and would now wait for
    # the key too, behind somebody who waits for that row, would wait for ever.
    db.session.refresh(topic, TOPIC, with_for_update={"key_share": True})
    for post in posts:
        db.session.refresh(post, POST)
