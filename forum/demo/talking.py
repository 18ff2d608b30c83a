"""Playing the conversations: each text is posted by its author at its moment, and what follows."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from forum.accounts.models import User
from forum.channels.models import Channel
from forum.demo.cheering import Cheering
from forum.demo.play import Script, Stage
from forum.demo.threads import Text, Thread
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.topics import actions as topics
from forum.topics import queries
from forum.topics.actions import Change, NewPost, NewTopic
from forum.topics.models import PinScope, Post

QUOTE = re.compile(r"^>>(\d+) (.*)$", re.MULTILINE)
POINTER = re.compile(r"\]\(topic:(\w+)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\((pic:[^)]*)\)")
MINUTE = timedelta(minutes=1)
# What waits, or should not have been said, pleases nobody.
UNLIKED = {"held", "flagged"}
# A moderator reads what waits, and takes away what must go, after so long.
READ_AFTER = 7 * MINUTE


@dataclass(frozen=True)
class Talking:
    """Puts conversations into the script."""

    stage: Stage
    script: Script
    cheering: Cheering

    def add(self, thread: Thread) -> None:
        """Let a whole conversation happen."""
        chance = Random(f"play {thread.title}")  # noqa: S311 -- the same each time
        for number, text in enumerate(thread.texts, start=1):
            self.script.at(text.moment, partial(self._say, thread, number, text))
            self._follow_up(thread, number, text, chance)
        self._look_after(thread)

    def _say(self, thread: Thread, number: int, text: Text) -> None:
        author, name = self.stage.members[text.author], thread.key or thread.title
        body = self._body(name, text.before or text.body)
        if self._channel(thread).is_live:
            post = self._speak(author, thread, text)
        elif number == 1:
            topic = topics.start(author, self._channel(thread), self._new(thread, body))
            self.stage.topics[name] = topic.id
            post = queries.first_post(topic)
        else:
            new = NewPost(body, reply_to=text.reply_to)
            post = topics.reply(author, self.stage.topic(name), new)
        self.stage.posts[name, number] = post.id

    def _speak(self, author: User, thread: Thread, text: Text) -> Post:
        """A message in a live channel: what was written as a topic is said there one by one."""
        stream = queries.standing_topic(self._channel(thread))
        if stream is None:
            raise LookupError(f"{thread.channel} holds no messages")
        name = thread.key or thread.title
        self.stage.topics[name] = stream.id
        answered = self.stage.post(name, text.reply_to).number if text.reply_to else None
        body = self._body(name, text.before or text.body)
        return topics.reply(author, self.stage.topic(name), NewPost(body, reply_to=answered))

    def _new(self, thread: Thread, body: str) -> NewTopic:
        ahead = thread.span("in")
        moment = self.stage.now + ahead if ahead else None
        return NewTopic(thread.title, body, thread.tags, publish_at=moment)

    def _channel(self, thread: Thread) -> Channel:
        return self.stage.channels[thread.options.get("from", thread.channel)]

    def _body(self, name: str, words: str) -> str:
        """The words with quotes, pointers and pictures as the composer would have put them."""
        words = QUOTE.sub(partial(self._quote, name), words)
        words = POINTER.sub(self._pointer, words)
        return PICTURE.sub(self._picture, words)

    def _quote(self, name: str, found: re.Match[str]) -> str:
        post = self.stage.post(name, int(found[1]))
        return f"> [@{post.author.username}](/p/{post.id}):\n> {found[2]}\n"

    def _pointer(self, found: re.Match[str]) -> str:
        topic = self.stage.topic(found[1])
        return f"](/t/{topic.slug}/{topic.id})"

    def _picture(self, found: re.Match[str]) -> str:
        return f"![{found[1]}](/uploads/{self.stage.pictures[found[0]]})"

    def _follow_up(self, thread: Thread, number: int, text: Text, chance: Random) -> None:
        """What becomes of a text after it was posted."""
        name = thread.key or thread.title
        place = (name, number)
        if self._is_reviewed(thread, text) and "held" not in text.marks:
            self.script.at(text.moment + READ_AFTER, partial(self._decide, thread, place))
        if "answer" in text.marks and thread.channel == "gear-help":
            at = self._soon(text.moment, chance.uniform(1, 90))
            self.script.at(at, partial(self._accept, place))
        if text.before:
            at = self._soon(text.moment, chance.uniform(40, 900))
            self.script.at(at, partial(self._edit, place, text))
        if "deleted" in text.marks or "removed" in text.marks:
            self.script.at(text.moment + READ_AFTER, partial(self._delete, place, text))
        elif (
            not text.marks & {"held", "flagged"} and not {"rejected", "in"} & thread.options.keys()
        ):
            self.cheering.add(thread, place, text)

    def _is_reviewed(self, thread: Thread, text: Text) -> bool:
        since = self.stage.reviewed.get(thread.channel)
        staff = self.stage.members[text.author].is_staff
        return since is not None and since < text.moment and not staff

    def _soon(self, moment: datetime, minutes: float) -> datetime:
        """Some minutes later; but if that is still to come, soon enough to have happened."""
        return min(moment + minutes * MINUTE, moment + (self.stage.now - moment) * 0.6)

    def _decide(self, thread: Thread, place: tuple[str, int]) -> None:
        case = cases.open_case("post", self.stage.posts[place])
        note = thread.options.get("rejected", "")
        if case is None:
            raise LookupError(f"nothing waits at {place}")
        if note:
            moderation.reject(self.stage.host, case, note)
        else:
            moderation.approve(self.stage.host, case)

    def _accept(self, place: tuple[str, int]) -> None:
        post = self.stage.post(*place)
        topics.accept(self._author(post.topic.author_id), post)

    def _edit(self, place: tuple[str, int], text: Text) -> None:
        post = self.stage.post(*place)
        wording = queries.wording_of(post)
        body = self._body(place[0], text.body)
        change = Change(body, wording.mark, title=wording.title or "", tags=wording.tags)
        topics.edit(self._author(post.author_id), post, change)

    def _delete(self, place: tuple[str, int], text: Text) -> None:
        post = self.stage.post(*place)
        by_author = "deleted" in text.marks
        topics.delete(self._author(post.author_id) if by_author else self.stage.host, post)

    def _author(self, user_id: int) -> User:
        return next(user for user in self.stage.members.values() if user.id == user_id)

    def _look_after(self, thread: Thread) -> None:
        """What the host does to the topic: pin, close, slow down, move."""
        start = thread.texts[0].moment
        if "pin" in thread.options:
            self.script.at(start + MINUTE, partial(self._pin, thread))
        if "slow" in thread.options:
            self.script.at(start + MINUTE, partial(self._slow, thread))
        if "from" in thread.options:
            self.script.at(start + READ_AFTER, partial(self._move, thread))
        closed = thread.span("closed")
        if closed:
            self.script.at(self.stage.now - closed, partial(self._close, thread))

    def _pin(self, thread: Thread) -> None:
        until = thread.span("until")
        topics.pin(
            self.stage.host,
            self.stage.topic(thread.key or thread.title),
            scope=PinScope(thread.options["pin"]),
            until=self.stage.now + until if until else None,
        )

    def _slow(self, thread: Thread) -> None:
        topic = self.stage.topic(thread.key or thread.title)
        topics.slow(self.stage.host, topic, seconds=int(thread.options["slow"]))

    def _move(self, thread: Thread) -> None:
        topic = self.stage.topic(thread.key or thread.title)
        topics.move(self.stage.host, topic, self.stage.channels[thread.channel])

    def _close(self, thread: Thread) -> None:
        topics.close(self.stage.host, self.stage.topic(thread.key or thread.title))
