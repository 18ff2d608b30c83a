"""What saved replies promise to `forum verify`."""

from collections.abc import Iterator

from forum.kernel.manifest import Check
from forum.replies import queries


def counts() -> Iterator[str]:
    """The count of uses of each saved reply is what a recount gives."""
    for reply_id, kept, counted in queries.counted_wrong():
        yield f"saved reply {reply_id} says it was used {kept} times, and was {counted} times"


def uses() -> Iterator[str]:
    """What was sent in a topic stands in a post."""
    for use_id in queries.sent_nowhere():
        yield f"use {use_id} of a saved reply was sent, and stands in no post"


def answers() -> Iterator[str]:
    """Every answer that a rule asked for was given once, or says why not."""
    for answer_id in queries.answers_without_post():
        yield f"answer {answer_id} of a rule is done, with neither a post nor a reason"
    for post_id in queries.answers_twice():
        yield f"post {post_id} stands for several answers of rules"


def complaints() -> Iterator[str]:
    """No complaint is closed without an outcome and a public line."""
    for topic_id in queries.closed_badly():
        yield f"the complaint in topic {topic_id} is closed without an outcome or a public line"


ALL = [
    Check("replies: complaints end with an outcome", complaints),
    Check("replies: uses are counted", counts),
    Check("replies: what was sent is there", uses),
    Check("replies: rules answer once", answers),
]
