"""Bringing threads in, each whole or not at all, through the same actions that members use."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import insert

from forum.accounts.models import User
from forum.conversations import people, queries
from forum.conversations.models import Imported
from forum.conversations.rooms import Rooms
from forum.conversations.texts import Ready
from forum.conversations.threads import Person, Text, Thread, Unusable
from forum.kernel import clock, counters
from forum.kernel.bus import outbox
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.kernel.unit import transaction
from forum.topics import actions as topics
from forum.topics import queries as topic_queries
from forum.topics.models import Post, Topic


@dataclass
class Report:
    """What an import did, and what it left out with the reason."""

    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)

    def leave_out(self, what: str, why: object) -> None:
        """Note something that was not taken."""
        self.left_out.append(f"{what}: {why}")


@dataclass(frozen=True)
class Import:
    """One run: where threads go, who is known by name, and what came of it."""

    rooms: Rooms
    persons: Mapping[tuple[str, str], Person] = field(default_factory=dict)
    report: Report = field(default_factory=Report)
    # Everybody met so far: asked of the database once.
    _members: dict[tuple[str, str], User] = field(default_factory=dict)

    def take_some(self, threads: Iterable[tuple[str, Ready]]) -> None:
        """Bring in some threads, each with the words for where it stands, in one transaction."""
        with transaction():
            for where, ready in threads:
                self.take(ready, where)

    def take(self, ready: Ready, where: str) -> None:
        """Bring in what is new of a thread, or note why it cannot come in."""
        announced = len(outbox())
        try:
            with db.session.begin_nested(), counters.gathered():
                brought = self._take(ready)
        except (Invalid, Refused, Unusable) as problem:
            # Members made for this thread went back with it, and nobody hears of its posts.
            self._members.clear()
            while len(outbox()) > announced:
                outbox().pop()
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
        thread = ready.thread
        known = dict(queries.known(thread.site, [text.id for text in thread.texts]))
        before = set(known)
        counts = Counter({"already here": len(known)})
        topic = self._topic(ready, known, counts)
        for text in thread.texts[1:]:
            if text.id not in known:
                known[text.id] = self._reply(ready, topic, text, known).id
                counts["posts"] += 1
        if thread.accepted and not topic.is_answered:
            counts["answers"] += self._accept(thread, topic, known)
        _remember(thread, known, new=known.keys() - before)
        return counts

    def _topic(self, ready: Ready, known: dict[str, int], counts: Counter[str]) -> Topic:
        thread, first = ready.thread, ready.thread.texts[0]
        if first.id in known:
            return queries.post_with_topic(known[first.id]).topic
        member, channel = self._member(first.author), self.rooms.channel_for(thread.site)
        with clock.at(first.created):
            new = topics.NewTopic(
                title=thread.title,
                body=ready.bodies[first.id],
                shown=ready.shown[first.id],
                tags=thread.tags[:5],
                origin=_origin(thread, first),
            )
            topic = topics.start(member, channel, new)
        topics.count_views({topic.id: thread.views})
        post = topic_queries.first_post(topic)
        known[first.id] = post.id
        counts.update(topics=1, posts=1)
        return topic

    def _reply(self, ready: Ready, topic: Topic, text: Text, known: Mapping[str, int]) -> Post:
        answered = known.get(text.answers) if text.answers else None
        new = topics.NewPost(
            body=ready.bodies[text.id],
            shown=ready.shown[text.id],
            reply_to=queries.number_of(answered) if answered else None,
            origin=_origin(ready.thread, text),
        )
        with clock.at(text.created):
            return topics.reply(self._member(text.author), topic, new)

    def _accept(self, thread: Thread, topic: Topic, known: Mapping[str, int]) -> int:
        answer = known.get(f"post:{thread.accepted}")
        if answer is None or not topic.channel.takes_answers:
            return 0
        post = queries.post_with_topic(answer)
        with clock.at(max(post.created_at, topic.created_at)):
            topics.accept(topic.author, post)
        return 1

    def _member(self, author: Person) -> User:
        key = (author.site, author.key)
        if key not in self._members:
            self._members[key] = people.member_for(self.persons.get(key, author))
        return self._members[key]


def _origin(thread: Thread, text: Text) -> dict[str, object]:
    return {
        "site": thread.site,
        "url": text.url,
        "author": text.author.name,
        "licence": thread.licence,
        "score": text.score,
    }


def _remember(thread: Thread, known: Mapping[str, int], *, new: Collection[str]) -> None:
    """Write down what became of the new texts, so that a second run leaves them alone."""
    rows = [
        {"source": thread.site, "external_id": text_id, "kind": "post", "local_id": known[text_id]}
        for text_id in new
    ]
    if rows:
        db.session.execute(insert(Imported), rows)
