"""What this slice promises, and `forum verify` proves."""

import re
from collections.abc import Callable, Iterable, Iterator

from forum.kernel.manifest import Check
from forum.topics.queries import deeds, recounting, tagging
from forum.topics.queries.recounting import Miscount
from forum.uploads import queries as uploads

# Pictures are ours to keep; a link to a file that never was is its author's affair.
UPLOAD = re.compile(r'src="/uploads/([A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])')
AT_ONCE = 500


def counter(thing: str, what: str, find: Callable[[], Iterable[Miscount]]) -> Check:
    """The promise that a counter equals a recount."""

    def problems() -> Iterator[str]:
        for row in find():
            yield f"{thing} {row.id} counts {row.counter} {what}, and has {row.recount}"

    return Check(f"{what} of every {thing} are counted right", problems)


def wrong_numbers() -> Iterator[str]:
    for topic_id, number in recounting.numbers_too_high():
        yield f"topic {topic_id} has a post with number {number}, which it never gave"
    for topic_id in recounting.topics_without_first_post():
        yield f"topic {topic_id} does not begin with a post of its own state"


def forgotten_texts() -> Iterator[str]:
    for kind, row_id in recounting.held_without_case():
        yield f"{kind} {row_id} waits for a moderator, and is not in the queue"


def wrong_answers() -> Iterator[str]:
    for topic_id, post_id in recounting.wrong_answers():
        yield f"topic {topic_id} is answered by post {post_id}, which is no reply to read there"


def texts_and_log_differ() -> Iterator[str]:
    for post_id, count in deeds.posts_out_of_the_log():
        yield f"post {post_id} can be read, and counts {count} times in the activity log"
    for deed_id in deeds.deeds_without_a_text():
        yield f"deed {deed_id} counts, and what it is about cannot be read"
    for topic_id in deeds.answers_out_of_the_log():
        yield f"topic {topic_id} has an answer that does not count once in the activity log"


def unknown_faces() -> Iterator[str]:
    shown = dict(recounting.faces())
    missing = recounting.people_missing({face for ids in shown.values() for face in ids})
    for topic_id, ids in shown.items():
        for face in missing & set(ids):
            yield f"topic {topic_id} shows member {face}, who does not exist"


def names_of_two_tags() -> Iterator[str]:
    for name in tagging.ambiguous_names():
        yield f"the tag {name} is also an old name of another tag"


def missing_uploads() -> Iterator[str]:
    waiting: dict[int, set[str]] = {}
    for post_id, html in recounting.texts():
        waiting[post_id] = set(UPLOAD.findall(html))
        if len(waiting) >= AT_ONCE:
            yield from _missing(waiting)
            waiting = {}
    yield from _missing(waiting)


def _missing(named: dict[int, set[str]]) -> Iterator[str]:
    known = uploads.pictures({public_id for ids in named.values() for public_id in ids})
    for post_id, ids in named.items():
        for public_id in sorted(ids - known.keys()):
            yield f"post {post_id} names the picture {public_id}, which is in no row"


ALL = [
    counter("topic", "replies", recounting.reply_counts),
    counter("topic", "people", recounting.people_counts),
    counter("channel", "topics", recounting.topic_counts),
    counter("channel", "posts", recounting.post_counts),
    counter("member", "topics", recounting.member_topic_counts),
    counter("member", "posts", recounting.member_post_counts),
    counter("member", "accepted answers", recounting.accepted_counts),
    counter("tag", "topics", recounting.tag_counts),
    Check("every post has a number that its topic gave", wrong_numbers),
    Check("every text that waits for a moderator is in the queue", forgotten_texts),
    Check("every accepted answer is a reply to read in its topic", wrong_answers),
    Check("the activity log holds every text that can be read, once", texts_and_log_differ),
    Check("everybody shown beside a topic exists", unknown_faces),
    Check("every name of a tag leads to one tag", names_of_two_tags),
    Check("every picture that a post names is in a row", missing_uploads),
]
