"""Bringing threads in, each whole or not at all, through the same actions that members use."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import insert

from forum.accounts.models import User
from forum.conversations import people, queries
from forum.conversations.models import Imported
from forum.conversations.rooms import Rooms
from forum.conversations.texts import Ready
from forum.conversations.threads import Person, Text, Thread, Unusable
from forum.jobs import queries as jobs
from forum.jobs.actions import due_from_now
from forum.kernel import clock, counters
from forum.kernel.bus import outbox, take_back
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.kernel.unit import transaction
from forum.topics import actions as topics
from forum.topics.models import Post, Topic

# Put together once: every thread needs it.
_IMPORTED = insert(Imported.__table__)  # type: ignore[arg-type]


@dataclass
class Report:
    """What an import did, and what it left out with the reason."""

    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)

    def leave_out(self, what: str, why: object) -> None:
        """Note something that was not taken."""
        self.left_out.append(f"{what}: {why}")


@dataclass(frozen=True)
class There:
    """What there is of a thread: the rows of texts that were here before, and the new posts."""

    known: Mapping[str, int]
    new: dict[str, Post] = field(default_factory=dict)

    def __contains__(self, text_id: str) -> bool:
        return text_id in self.known or text_id in self.new

    def post(self, text_id: str) -> Post:
        """The post that a text became, with its topic."""
        return self.new.get(text_id) or queries.post_with_topic(self.known[text_id])

    def number(self, text_id: str | None) -> int | None:
        """The number of the post that a text became, if there is one."""
        if text_id is None or text_id not in self:
            return None
        post = self.new.get(text_id)
        return post.number if post else queries.number_of(self.known[text_id])


@dataclass(frozen=True)
class Import:
    """One run: where threads go, who is known by name, and what came of it."""

    rooms: Rooms
    persons: Mapping[tuple[str, str], Person] = field(default_factory=dict)
    report: Report = field(default_factory=Report)
    # Everybody met so far: asked of the database once.
    _members: dict[tuple[str, str], User] = field(default_factory=dict)
    # What came in with this transaction: whoever hears of it finds it loaded.
    _brought: list[Post] = field(default_factory=list)

    def take_some(self, threads: Iterable[tuple[str, Ready]]) -> None:
        """Bring in some threads, each with the words for where it stands, in one transaction."""
        self.rooms.forget()
        last = jobs.newest_id()
        with transaction(), counters.gathered():
            for where, ready in threads:
                self.take(ready, where)
        # What listeners owe was written with the commit.
        due_from_now(last)
        self._brought.clear()

    def take(self, ready: Ready, where: str) -> None:
        """Bring in what is new of a thread, or note why it cannot come in."""
        announced = len(outbox())
        try:
            with counters.gathered(), db.session.begin_nested():
                brought = self._take(ready)
        except (Invalid, Refused, Unusable) as problem:
            # Members and a channel made for it went back with it, and nobody hears of its posts.
            self._members.clear()
            self.rooms.forget()
            take_back(announced)
            self.report.leave_out(where, problem)
            return
        self.report.counts.update(brought)

    def rehearse(self, thread: Thread) -> None:
        """Count what `take` would bring in, and bring in nothing."""
        known = queries.known(thread.site, [text.id for text in thread.texts])
        new = [text for text in thread.texts if text.id not in known]
        self.report.counts["topics"] += thread.texts[0] in new
        self.report.counts["posts"] += len(new)
        self.report.counts["already here"] += len(known)

    def _take(self, ready: Ready) -> Counter[str]:
        thread, (first, *rest) = ready.thread, ready.thread.texts
        there = There(queries.known(thread.site, [text.id for text in thread.texts]))
        if first.id not in there:
            there.new[first.id] = self._start(ready, first)
        topic = there.post(first.id).topic
        for text in rest:
            if text.id not in there:
                there.new[text.id] = self._reply(ready, topic, text, there)
        answers = 0 if topic.is_answered else _accept(thread, topic, there)
        _remember(thread, there.new)
        self._brought.extend(there.new.values())
        return Counter(
            {
                "topics": first.id in there.new,
                "posts": len(there.new),
                "answers": answers,
                "already here": len(there.known),
            }
        )

    def _start(self, ready: Ready, first: Text) -> Post:
        thread = ready.thread
        member, channel = self._member(first.author), self.rooms.channel_for(thread.site)
        new = topics.NewTopic(
            title=thread.title,
            body=ready.bodies[first.id],
            shown=ready.shown[first.id],
            tags=thread.tags[:5],
            origin=_origin(thread, first),
        )
        with clock.at(first.created):
            post = topics.start_with_post(member, channel, new)
        topics.count_views({post.topic_id: thread.views})
        return post

    def _reply(self, ready: Ready, topic: Topic, text: Text, there: There) -> Post:
        new = topics.NewPost(
            body=ready.bodies[text.id],
            shown=ready.shown[text.id],
            reply_to=there.number(text.answers),
            origin=_origin(ready.thread, text),
        )
        with clock.at(text.created):
            return topics.reply(self._member(text.author), topic, new)

    def _member(self, author: Person) -> User:
        key = (author.site, author.key)
        if key not in self._members:
            self._members[key] = people.member_for(self.persons.get(key, author))
        return self._members[key]


def _accept(thread: Thread, topic: Topic, there: There) -> int:
    answer = f"post:{thread.accepted}"
    if answer not in there or not topic.channel.takes_answers:
        return 0
    post = there.post(answer)
    with clock.at(max(post.created_at, topic.created_at)):
        topics.accept(topic.author, post)
    return 1


def _origin(thread: Thread, text: Text) -> dict[str, object]:
    return {
        "site": thread.site,
        "url": text.url,
        "author": text.author.name,
        "licence": thread.licence,
        "score": text.score,
    }


def _remember(thread: Thread, new: Mapping[str, Post]) -> None:
    """Write down what became of the new texts, so that a second run leaves them alone."""
    rows = [
        {"source": thread.site, "external_id": text_id, "kind": "post", "local_id": post.id}
        for text_id, post in new.items()
    ]
    if rows:
        db.session.execute(_IMPORTED, rows)
