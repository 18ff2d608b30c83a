"""What people do beside talking: come in, knock, follow, keep, read, and leave things half done."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from forum.accounts import actions as accounts
from forum.accounts.actions import Place
from forum.accounts.models import Guest
from forum.bookmarks import actions as bookmarks
from forum.bookmarks import queries as kept
from forum.channels import actions as channels
from forum.channels import queries as channel_queries
from forum.channels.models import ChannelRole
from forum.demo import habits
from forum.demo.habits import Asked, Kept, Unfinished
from forum.demo.people import OWNER, Person
from forum.demo.play import Script, Stage
from forum.demo.threads import Thread
from forum.drafts import actions as drafts
from forum.kernel import clock
from forum.members import actions as members
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.moderation.models import Decision
from forum.notices import actions as notices
from forum.notices import queries as told
from forum.reading import actions as reading
from forum.reading.models import Level
from forum.topics import actions as topics
from forum.topics import queries

HOUR = timedelta(hours=1)
DECIDED_AFTER = 5 * HOUR
# Networks that are set aside for examples, and the browsers people come with.
NETWORK = "203.0.113"
BROWSERS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_1) AppleWebKit/605.1.15 Version/18.6 Safari/605.1",
)
# Of the newest conversations people open so many.
NEWEST, OPENED = 45, 14
# So many notices are left unread.
FEW = 9


@dataclass(frozen=True)
class Living:
    """Puts all of that into the script."""

    stage: Stage
    script: Script
    people: Sequence[Person]
    threads: Sequence[Thread]

    def add(self) -> None:
        """Let it happen."""
        for channel, names in habits.insiders().items():
            for number, name in enumerate(names):
                at = self.stage.now - self._joined(name) + (4 + number) * HOUR
                self.script.at(at, partial(self._let_in, channel, name))
        for channel, name in habits.named("minds"):
            at = self.stage.now - self._joined(name) + 90 * HOUR
            self.script.at(at, partial(self._appoint, channel, name))
        for request in habits.asked():
            self._knock(request)
        self._come_and_read()
        self._settle()

    def _joined(self, name: str) -> timedelta:
        return next(person.joined for person in self.people if person.username == name)

    def _let_in(self, channel: str, name: str) -> None:
        host, room = self.stage.host, self.stage.channels[channel]
        channels.add(host, room, self.stage.members[name])

    def _appoint(self, channel: str, name: str) -> None:
        room = self.stage.channels[channel]
        seat = channel_queries.place_in(room, self.stage.members[name].id)
        channels.appoint(self.stage.members[OWNER], room, seat, ChannelRole.MODERATOR)

    def _knock(self, request: Asked) -> None:
        at = self.stage.now - request.ago
        self.script.at(at, partial(self._ask, request))
        if request.decision:
            self.script.at(at + DECIDED_AFTER, partial(self._decide, request))

    def _ask(self, request: Asked) -> None:
        room = self.stage.channels[request.channel]
        channels.ask(self.stage.members[request.who], room, request.message)

    def _decide(self, request: Asked) -> None:
        asker, room = self.stage.members[request.who], self.stage.channels[request.channel]
        waiting = channel_queries.last_request(asker, room)
        case = cases.open_case("entry", waiting.id) if waiting else None
        if case is None:
            raise LookupError(f"{request.who} does not wait")
        if request.decision == Decision.APPROVED:
            moderation.approve(self.stage.host, case)
        else:
            moderation.reject(self.stage.host, case, request.note)

    def _come_and_read(self) -> None:
        """Everybody was here lately, and has read what was there at that time."""
        said = {who: float(hours) for who, hours in habits.named("seen")}
        for person in self.people:
            chance = Random(f"seen {person.username}")  # noqa: S311 -- the same each time
            hours = said.get(person.username, chance.uniform(2, 70))
            hours = min(hours, person.joined / HOUR * 0.5)
            at = self.stage.now - hours * HOUR
            self.script.at(at, partial(self._catch_up, person))
            last = max([at, *self._posted(person)]) + timedelta(seconds=5)
            self.script.at(last, partial(self._sign_in, person, chance))

    def _posted(self, person: Person) -> list[datetime]:
        texts = [text for thread in self.threads for text in thread.texts]
        return [text.moment for text in texts if text.author == person.username]

    def _catch_up(self, person: Person) -> None:
        member = self.stage.members[person.username]
        reading.catch_up(member)
        notices.read_all(member, clock.now())

    def _sign_in(self, person: Person, chance: Random) -> None:
        place = Place(f"{NETWORK}.{chance.randint(2, 250)}", chance.choice(BROWSERS))
        accounts.sign_in(Guest(), self.stage.members[person.username], place=place)

    def _settle(self) -> None:
        """The last minutes: what is kept, followed, read and left half done."""
        at = self.stage.now - timedelta(seconds=15)
        for kept_post in habits.kept():
            self._if_there(at, kept_post.topic, partial(self._keep, kept_post))
        for who, topic, level in habits.named("topic"):
            self._if_there(at, topic, partial(self._follow, who, topic, Level(level)))
        for who, channel, level in habits.named("channel"):
            self.script.at(at, partial(self._follow_channel, who, channel, Level(level)))
        for who, whom in habits.named("person"):
            self.script.at(at, partial(self._follow_person, who, whom))
        for who, topic, number in habits.named("read"):
            self._if_there(at, topic, partial(self._read, who, topic, int(number)))
        for draft in habits.unfinished():
            self._if_there(at, draft.key, partial(self._leave, draft))
        self.script.at(at, self._look_around)
        self.script.at(at, self._read_notices)

    def _if_there(self, at: datetime, words: str, happens: partial[None]) -> None:
        """A smaller demonstration does without what is said of topics that it leaves out."""
        keys = {thread.key for thread in self.threads if thread.key}
        named = words.split(":")
        if named == ["new"] or keys & set(named):
            self.script.at(at, happens)

    def _keep(self, wanted: Kept) -> None:
        member, post = self.stage.members[wanted.who], self.stage.post(wanted.topic, wanted.number)
        bookmarks.keep(member, post)
        if wanted.note:
            mine = (one.bookmark for one in kept.kept_by(member).items)
            bookmark = next(one for one in mine if one.post_id == post.id)
            bookmarks.note(member, bookmark, wanted.note)

    def _follow(self, who: str, topic: str, level: Level) -> None:
        reading.follow_topic(self.stage.members[who], self.stage.topic(topic), level)

    def _follow_channel(self, who: str, channel: str, level: Level) -> None:
        reading.follow_channel(self.stage.members[who], self.stage.channels[channel], level)

    def _follow_person(self, who: str, whom: str) -> None:
        members.follow(self.stage.members[who], self.stage.members[whom])

    def _read(self, who: str, topic: str, number: int) -> None:
        reading.keep_positions({(self.stage.members[who].id, self.stage.topics[topic]): number})

    def _leave(self, draft: Unfinished) -> None:
        member = self.stage.members[draft.who]
        kind, _, topic = draft.key.partition(":")
        key, extra = draft.key, {"channel": draft.channel, "tags": ", ".join(draft.tags)}
        if kind == "reply":
            key, extra = f"reply:{self.stage.topics[topic]}", {}
        elif kind == "edit":
            post = self.stage.post(topic.partition(":")[0], 1)
            wording = queries.wording_of(post)
            key, extra = f"edit:{post.id}", {"base": wording.mark, "tags": ", ".join(wording.tags)}
        drafts.save(member, key, title=draft.title, body=draft.body, extra=extra)

    def _look_around(self) -> None:
        """Views of everything, and how far the others have read of what is new."""
        there = [thread for thread in self.threads if _is_there(thread)]
        topics.count_views({self._id(thread): self._views(thread) for thread in there})
        open_to_all = [thread for thread in there if thread.channel not in habits.insiders()]
        newest = sorted(open_to_all, key=lambda thread: thread.texts[-1].moment)[-NEWEST:]
        known = {who for who, *_ in habits.named("seen")}
        read: dict[Hashable, int] = {}
        for person in self.people:
            if person.username in known:
                continue
            chance = Random(f"reads {person.username}")  # noqa: S311 -- as above
            for thread in chance.sample(newest, min(OPENED, len(newest))):
                reader = self.stage.members[person.username].id
                read[reader, self._id(thread)] = chance.randint(1, len(thread.texts))
        reading.keep_positions(read)

    def _read_notices(self) -> None:
        """Everybody has looked at the bell, but for the last few things."""
        for member in self.stage.members.values():
            unread = told.lines_of(member, only_unread=True).items
            if len(unread) > FEW:
                notices.read_all(member, unread[FEW].notice.latest_at)

    def _id(self, thread: Thread) -> int:
        return self.stage.topics[thread.key or thread.title]

    def _views(self, thread: Thread) -> int:
        chance = Random(f"views {thread.title}")  # noqa: S311 -- as above
        age = (self.stage.now - thread.texts[0].moment) / HOUR
        likely = len(thread.texts) * chance.uniform(9, 38) * min(1.0, 0.2 + age / 100) + 4
        return int(thread.options.get("views", likely))


def _is_there(thread: Thread) -> bool:
    """Whether it has appeared, so that people can have looked at it."""
    return "held" not in thread.texts[0].marks and not {"in", "rejected"} & thread.options.keys()
