"""One page of a conversation: all that its template shows, found in a fixed number of queries."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import render_template
from flask_babel import to_user_timezone

from forum.accounts.models import User
from forum.kernel import shown
from forum.kernel.policy import Verdict
from forum.messages import policy, queries
from forum.messages.forms import MessageForm
from forum.messages.models import Message, Participant
from forum.messages.policy import Ties
from forum.topics.actions import LONGEST_BODY


@dataclass(frozen=True)
class Event:
    """Somebody came, brought by somebody, or left."""

    who: User
    number: int
    by: User | None = None


@dataclass(frozen=True)
class Line:
    """One line of the page: a message or an event, and what stands before it."""

    message: Message | None = None
    event: Event | None = None
    day: date | None = None
    # Whether what nobody has shown the reader yet begins here.
    is_first_new: bool = False
    is_reported: bool = False


class Page:
    """Some messages of a conversation, and the people in it."""

    def __init__(self, reader: User, place: Participant, number: int | None = None) -> None:
        self.reader = reader
        self.place = place
        self.conversation = place.conversation
        self.count = queries.page_of(place, self.conversation.last_number)
        self.number = min(max(number or self.count, 1), self.count)

    @cached_property
    def messages(self) -> Sequence[Message]:
        """The messages by number."""
        return queries.messages_on(self.place, self.number)

    @cached_property
    def people(self) -> Sequence[Participant]:
        """Everybody who is or was here."""
        return queries.people_in(self.conversation.id)

    @cached_property
    def others(self) -> list[User]:
        """Those beside the reader who are here now."""
        return queries.others_here(self.people, self.reader)

    @property
    def named(self) -> list[User]:
        """After whom the conversation is called: the others, also when they have all left."""
        them = [one.user for one in self.people if one.user_id != self.reader.id]
        return self.others or them

    @cached_property
    def ties(self) -> Collection[Ties]:
        """How those beside the reader stand to them."""
        return queries.ties(self.reader, [other.id for other in self.others]).values()

    @cached_property
    def may_reply(self) -> Verdict:
        """Whether the reader may write here now."""
        return policy.can_reply(self.reader, self.others, self.ties)

    @property
    def has_room(self) -> bool:
        """Whether one more person may come."""
        return len(self.others) < policy.most_people(self.reader)

    @property
    def is_end(self) -> bool:
        """Whether the newest messages stand on this page."""
        return self.number >= self.count

    def may_edit(self, message: Message) -> bool:
        return bool(policy.can_edit(self.reader, message, self.ties))

    def may_delete(self, message: Message) -> bool:
        return bool(policy.can_delete(self.reader, message))

    def may_report(self, message: Message) -> bool:
        return bool(policy.can_report(self.reader, message))

    def lines(self) -> Iterator[Line]:
        """The messages, with the days and the comings and goings between them."""
        reported = queries.reported_among([message.id for message in self.messages])
        events = self._events()
        day: date | None = None
        is_new_before = False
        for message in self.messages:
            while events and events[0].number < message.number:
                yield Line(event=events.pop(0))
            its_day = to_user_timezone(message.created_at).date()
            is_new = self._is_new(message)
            yield Line(
                message,
                day=its_day if its_day != day else None,
                is_first_new=is_new and not is_new_before,
                is_reported=message.id in reported,
            )
            day, is_new_before = its_day, is_new_before or is_new
        yield from (Line(event=event) for event in events)

    def _is_new(self, message: Message) -> bool:
        is_mine = message.author_id == self.reader.id
        return not is_mine and message.number > self.place.read_number

    def _events(self) -> list[Event]:
        """Who came and left on this page, after the message of this number."""
        names = {one.user_id: one.user for one in self.people}
        found = [
            Event(one.user, one.after_number, names.get(one.added_by_id))
            for one in self.people
            if one.added_by_id is not None
        ]
        found += [
            Event(one.user, one.left_number) for one in self.people if one.left_number is not None
        ]
        first, last = self._bounds()
        here = [event for event in found if first <= event.number <= last]
        return sorted(here, key=lambda event: event.number)

    def _bounds(self) -> tuple[int, int]:
        start = self.place.after_number + (self.number - 1) * queries.PAGE_SIZE
        first = start if self.number == 1 else start + 1
        return first, start + queries.PAGE_SIZE

    def render(self, form: MessageForm, *, preview: str = "") -> str:
        """The page as html. Whoever asked is told what it shows."""
        self.tell_shown()
        return render_template(
            "messages/show.html", page=self, form=form, preview=preview, most=LONGEST_BODY
        )

    def tell_shown(self) -> None:
        """Let it be noted that the reader has these messages on the screen."""
        numbers = [message.number for message in self.messages]
        up_to = max(numbers, default=self.place.after_number)
        shown.tell(self.reader, shown.Shown("conversation", self.conversation.id, up_to=up_to))


class Part(Page):
    """Messages that came or changed while the page was open."""

    def __init__(self, reader: User, place: Participant, *, first: int, last: int) -> None:
        super().__init__(reader, place)
        self._first, self._last = first, last

    @cached_property
    def messages(self) -> Sequence[Message]:
        """The messages that were asked for."""
        return queries.messages_between(self.place, self._first, self._last)

    def _events(self) -> list[Event]:
        return []
