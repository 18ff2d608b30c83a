"""The page of a live channel: its messages, the newest last, and the composer below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from flask import redirect, render_template, request, url_for
from flask_babel import to_user_timezone
from werkzeug.wrappers import Response

from forum.accounts.models import Viewer
from forum.accounts.session import member, viewer
from forum.channels.queries import channel_at
from forum.kernel import shown, slots
from forum.kernel.policy import NotFound
from forum.kernel.screening import Hint
from forum.topics import policy, queries
from forum.topics.actions import LONGEST_BODY
from forum.topics.forms import ReplyForm
from forum.topics.models import Post, Topic
from forum.topics.queries import Helping, Lifted
from forum.topics.views.blueprint import bp
from forum.topics.views.composing import reply_form
from forum.topics.views.items import Item
from forum.topics.views.page import Page

# Messages of one person within so long stand under one name.
TOGETHER = timedelta(minutes=5)


@dataclass(frozen=True)
class Line:
    """One line of the stream: a message, a new day before it, or what left from here."""

    item: Item | None = None
    lifted: Lifted | None = None
    day: date | None = None
    # Whether the message goes on under the name above it.
    is_joined: bool = False


class Stream(Page):
    """Some messages of a live channel, with what the viewer may do with each."""

    def __init__(self, viewer: Viewer, topic: Topic, helping: Helping) -> None:
        super().__init__(viewer, topic, 1)
        self.helping = helping

    @cached_property
    def posts(self) -> Sequence[Post]:
        """The messages by number."""
        return self.helping.posts

    @property
    def is_end(self) -> bool:
        """Whether the newest messages are shown."""
        return not self.helping.has_later

    def lines(self) -> Iterator[Line]:
        """The messages with the days between them, and traces of those that were lifted out."""
        lifted = list(self._lifted())
        before: Post | None = None
        for item in self.items():
            post = item.post
            while lifted and lifted[0].number < post.number:
                before = None
                yield Line(lifted=lifted.pop(0))
            day = _day(post)
            new_day = before is None or _day(before) != day
            joined = before is not None and not new_day and _go_together(before, post)
            yield Line(item=item, day=day if new_day else None, is_joined=joined)
            before = None if item.is_gone else post
        yield from (Line(lifted=one) for one in lifted)

    def may_lift(self, item: Item) -> bool:
        """Whether the viewer may begin a topic with this message."""
        authors = {item.post.author_id}
        verdict = policy.can_lift(self.viewer, self.topic, self.seat, authors=authors)
        return bool(verdict) and not item.kind

    def _lifted(self) -> Sequence[Lifted]:
        first = self.posts[0].number if self.posts and self.helping.has_earlier else 1
        last = self.topic.last_number
        if self.helping.has_later:
            last = self.posts[-1].number if self.posts else 0
        return queries.lifted_from(self.viewer, self.topic, first=first, last=last)

    def render(
        self, form: ReplyForm | None, *, preview: str = "", hints: Sequence[Hint] = ()
    ) -> str:
        """The page as html. Whoever asked is told what it shows."""
        topic, channel = self.topic, self.topic.channel
        numbers = [post.number for post in self.posts]
        shown.tell(self.viewer, shown.Shown("topic", topic.id, up_to=max(numbers, default=1)))
        return render_template(
            "topics/stream.html",
            page=self,
            topic=topic,
            channel=channel,
            form=form,
            preview=preview,
            hints=hints,
            pause=policy.slow_mode_seconds(topic),
            head=slots.fill("channel.head", self.viewer, [channel])[channel.id],
            follow=slots.fill("channel.follow", self.viewer, [channel])[channel.id],
            end=slots.fill("topic.end", self.viewer, [topic])[topic.id],
            most=LONGEST_BODY,
        )


@bp.get("/c/<slug>/live")
def stream(slug: str) -> str | Response:
    channel = channel_at(viewer(), slug)
    try:
        topic = queries.stream_of(viewer(), channel)
    except NotFound:
        # Another kind of channel, or one whose door is closed to the viewer.
        return redirect(url_for("home.channel", slug=slug))
    page = Stream(viewer(), topic, _helping(topic))
    return page.render(reply_form(member(), topic, quote=request.args.get("quote", 0, int)))


@bp.get("/t/<int:topic_id>/part")
def part(topic_id: int) -> str:
    """Posts that came or changed while the page was open, as they stand on it."""
    topic = queries.visible_topic(viewer(), topic_id)
    first = min(max(request.args.get("from", 1, int), 1), 10**9)
    last = min(max(request.args.get("to", first, int), first), first + queries.PAGE_SIZE - 1)
    posts = queries.posts_numbered(viewer(), topic, first=first, last=last)
    page = Stream(viewer(), topic, Helping(posts, has_earlier=True, has_later=True))
    if request.args.get("seen"):
        numbers = [post.number for post in posts]
        shown.tell(viewer(), shown.Shown("topic", topic.id, up_to=max(numbers, default=0)))
    name = "stream_part" if topic.is_standing else "part"
    return render_template(f"topics/{name}.html", page=page, topic=topic, channel=topic.channel)


def stream_again(who: Viewer, topic: Topic) -> Stream:
    """The newest messages once more, for a text that could not be posted."""
    return Stream(who, topic, queries.latest_messages(who, topic))


def _helping(topic: Topic) -> Helping:
    """The messages that the address asks for; nonsense means the newest."""
    at, before = (request.args.get(name, 0, int) for name in ("at", "before"))
    if 0 < before <= topic.last_number:
        return queries.messages_before(viewer(), topic, before)
    if 0 < at <= topic.last_number:
        return queries.messages_from(viewer(), topic, at)
    return queries.latest_messages(viewer(), topic)


def _day(post: Post) -> date:
    day: date = to_user_timezone(post.created_at).date()
    return day


def _go_together(before: Post, after: Post) -> bool:
    near = after.created_at - before.created_at < TOGETHER
    return near and before.author_id == after.author_id
