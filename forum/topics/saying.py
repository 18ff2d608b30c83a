"""How acts on topics, posts and tags are said in the audit log."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.kernel.acts import Acts, from_table
from forum.topics.models import PinScope, State


def _seconds(stored: Any) -> str:
    return str(ngettext("%(num)d second", "%(num)d seconds", int(stored)))


STATES = {
    State.SCHEDULED: _l("Waits for its moment"),
    State.HELD: _l("Waits for a look"),
    State.PUBLISHED: _l("Can be read"),
    State.REJECTED: _l("Rejected"),
    State.HIDDEN: _l("Hidden"),
    State.DELETED: _l("Deleted"),
}
ACTS = Acts(
    verbs={
        "topics.accept": _l("accepted an answer"),
        "topics.close": _l("closed a topic"),
        "topics.delete": _l("deleted a topic"),
        "topics.lift": _l("made a topic of messages"),
        "topics.merge": _l("made one topic of two"),
        "topics.move": _l("moved a topic"),
        "topics.pin": _l("pinned a topic"),
        "topics.publish_now": _l("let a topic appear at once"),
        "topics.reopen": _l("opened a topic again"),
        "topics.restore": _l("brought a topic back"),
        "topics.schedule": _l("chose when a topic appears"),
        "topics.slow": _l("set the slow mode of a topic"),
        "topics.split": _l("made two topics of one"),
        "topics.unpin": _l("unpinned a topic"),
        "topics.withdraw_answer": _l("let a question wait for an answer again"),
        "posts.delete": _l("deleted a post"),
        "posts.edit": _l("edited a post"),
        "posts.end_wiki": _l("let a wiki post be an ordinary one"),
        "posts.make_wiki": _l("let others improve a post"),
        "posts.restore": _l("brought a post back"),
        "tags.choose": _l("chose the tags of a channel"),
        "tags.delete": _l("deleted a tag"),
        "tags.merge": _l("made one tag of two"),
        "tags.rename": _l("gave a tag another name"),
    },
    kinds={
        "topic": _l("topic"),
        "post": _l("post"),
        "tag": _l("tag"),
        "channel": _l("channel"),
    },
    facts={
        "answer": _l("Number of the post"),
        "into": _l("What stays"),
        "into_id": _l("What stays"),
        "made": _l("New topic"),
        "messages": _l("Messages"),
        "from": _l("Out of the stream of"),
        "channel": _l("Channel"),
        "state": _l("State"),
        "closed": _l("Closed"),
        "pinned": _l("Pinned"),
        "pinned_until": _l("Until"),
        "seconds": _l("Pause between two posts"),
        "publish_at": _l("Appears"),
        "version": _l("Text number"),
        "name": _l("Name"),
        "tags": _l("Tags"),
    },
    values={
        "state": from_table(STATES),
        "pinned": from_table(
            {PinScope.CHANNEL: _l("In its channel"), PinScope.SITE: _l("Everywhere")}
        ),
        "seconds": _seconds,
    },
)
