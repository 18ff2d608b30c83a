"""One page of a topic: all that its template shows, found in a fixed number of queries."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from math import ceil
from typing import Any

from flask import render_template

from forum.accounts.models import User, Viewer
from forum.channels import queries as channels
from forum.kernel import clock, shown, slots
from forum.kernel.policy import Verdict, deny
from forum.kernel.screening import Hint
from forum.kernel.slots import Part
from forum.members import queries as members
from forum.topics import policy, queries
from forum.topics.actions import LONGEST_BODY
from forum.topics.forms import ReplyForm
from forum.topics.models import Post, State, Topic
from forum.topics.views import frames
from forum.topics.views.items import GONE, Item


@dataclass(frozen=True)
class Place:
    """A line of the outline."""

    number: int
    name: str = ""
    is_answer: bool = False


class Page:
    """The posts of one page of a topic, and what stands around them."""

    def __init__(self, viewer: Viewer, topic: Topic, number: int) -> None:
        self.viewer = viewer
        self.topic = topic
        self.number = number
        self.last_number = queries.last_number(viewer, topic)
        self.count = queries.page_of(self.last_number)
        self.now = clock.now()
        self.seat = channels.seat_in(viewer, topic.channel)

    @cached_property
    def posts(self) -> Sequence[Post]:
        """The posts by number."""
        return queries.posts_on(self.viewer, self.topic, page=self.number)

    @cached_property
    def answer(self) -> Post | None:
        """The accepted answer, which may stand on this page or on another."""
        here = [post for post in self.posts if post.id == self.topic.answer_id]
        return here[0] if here else queries.answer_of(self.topic)

    @cached_property
    def may_reply(self) -> Verdict:
        """Whether the viewer may reply now."""
        verdict = policy.can_reply(self.viewer, self.topic, self.seat)
        if not verdict or self.last_own is None:
            return verdict
        return policy.can_post_again(self.viewer, self.topic, self.seat, last=self.last_own)

    @cached_property
    def last_own(self) -> Post | None:
        """The viewer's newest post here, asked for only where it makes a pause."""
        if self.viewer.is_guest or not policy.slow_mode_seconds(self.topic):
            return None
        return queries.last_post_by(self.viewer, self.topic)

    @property
    def is_end(self) -> bool:
        """Whether the newest posts stand on this page."""
        return self.number >= self.count

    @property
    def may_moderate(self) -> Verdict:
        """Whether the viewer looks after the topic."""
        return policy.can_moderate(self.viewer, self.seat)

    @property
    def next_post_at(self) -> datetime | None:
        """When slow mode lets the viewer write again."""
        return policy.next_post_at(self.topic, self.last_own) if self.last_own else None

    @property
    def pause_left(self) -> int:
        """The seconds until then; at least one."""
        again_at = self.next_post_at
        return max(ceil((again_at - clock.now()).total_seconds()), 1) if again_at else 1

    @property
    def will_be_held(self) -> bool:
        """Whether a moderator would read a reply of the viewer first."""
        return bool(policy.reason_to_hold(self.viewer, self.topic.channel, self.seat))

    @cached_property
    def people(self) -> dict[int, User]:
        """The members named around the posts, by id."""
        topic = self.topic
        ids = [*topic.face_ids, topic.answered_by_id, topic.closed_by_id]
        return dict(queries.people_by_ids({user_id for user_id in ids if user_id}))

    @cached_property
    def blocked(self) -> frozenset[int]:
        """Whose posts are folded, because the viewer blocked them."""
        return frozenset() if self.viewer.is_guest else members.blocked_by(self.viewer.id)

    @property
    def faces(self) -> list[User]:
        """Who replied last, newest first."""
        return [self.people[face] for face in self.topic.face_ids if face in self.people]

    def name_of(self, number: int | None) -> str:
        """The author of a post of this page."""
        names = [post.author.display_name for post in self.posts if post.number == number]
        return names[0] if names else ""

    @cached_property
    def outline(self) -> tuple[Place, ...]:
        """The places of a topic that most people look for."""
        places = {1: Place(1, self.topic.author.display_name)}
        if self.last_number > 1:
            places[self.last_number] = Place(self.last_number)
        if self.answer is not None:
            number, name = self.answer.number, self.answer.author.display_name
            places[number] = Place(number, name, is_answer=True)
        return tuple(places[number] for number in sorted(places))

    def items(self) -> list[Item]:
        """The posts with what the viewer may do with each."""
        posts = self.posts
        beside = slots.fill("post.author", self.viewer, posts)
        footer = slots.fill("post.footer", self.viewer, posts)
        changes = queries.waiting_changes(self.viewer, [post.id for post in posts])
        notes = queries.notes_on([post.id for post in posts if post.state == State.REJECTED])
        return [
            self._item(
                post,
                beside_author=beside[post.id],
                footer=footer[post.id],
                change=changes.get(post.id),
                note=notes.get(post.id, ""),
            )
            for post in posts
        ]

    def _item(self, post: Post, **parts: Any) -> Item:
        asked = (self.viewer, post, self.seat)
        is_deleted = post.state == State.DELETED
        may_restore = policy.can_restore(*asked) if is_deleted else deny("still_there")
        kind = str(post.state) if post.state != State.PUBLISHED else ""
        if (is_deleted and not may_restore) or (post.is_hidden and not policy.sees_hidden(*asked)):
            kind = GONE
        elif post.id == self.topic.answer_id:
            kind = "answer"
        item = Item(
            post=post,
            kind=kind,
            may_edit=policy.can_edit(*asked),
            may_delete=policy.can_delete(*asked),
            may_restore=may_restore,
            may_accept=self._may_accept(post),
            may_quote=policy.can_quote(post) and self.may_reply,
            may_wiki=policy.can_end_wiki(*asked) if post.is_wiki else policy.can_make_wiki(*asked),
            may_flag=self._may_flag(post),
            is_folded=post.author_id in self.blocked,
            **parts,
        )
        item.key = frames.key_of(item, self.topic, pages=self.count, now=self.now)
        return item

    def _may_accept(self, post: Post) -> Verdict:
        """Whether the viewer may choose this reply; of the answer, whether they may unchoose it."""
        if post.id == self.topic.answer_id:
            return policy.can_withdraw_answer(self.viewer, self.topic, self.seat)
        verdict = policy.can_accept(self.viewer, self.topic, self.seat)
        return verdict and policy.can_be_answer(post)

    def _may_flag(self, post: Post) -> Verdict:
        """Whether the viewer may ask the team to look at it: members, about what others wrote."""
        is_others = self.viewer.is_member and self.viewer.id != post.author_id
        return policy.can_hide(post) if is_others else deny("flag_own")

    @property
    def named_key(self) -> Hashable:
        """Under what is kept that names the topic and leads to it."""
        return self.topic.id, self.topic.slug, self.topic.title

    @property
    def told_key(self) -> Hashable:
        """Under what is kept that machines are told about the posts of this page."""
        return frames.told_key(self.topic, self.posts, self.answer)

    def _tools(self, form: ReplyForm | None) -> Sequence[Part]:
        """What helps those who look after the topic to write; it may bring text along."""
        if form is None or not self.may_moderate or not self.may_reply:
            return ()
        tools = slots.fill("topic.reply", self.viewer, [self.topic])[self.topic.id]
        added = [part.data["text"] for part in tools if part.data.get("text")]
        form.body.data = "\n\n".join(filter(None, [form.text.rstrip(), *added]))
        return tools

    def states(self) -> list[str]:
        """Words for the chips beside the title."""
        topic, channel = self.topic, self.topic.channel
        is_question = channel.takes_answers and topic.is_published
        is_open = is_question and not topic.is_answered and not topic.is_closed
        by_team = self.answer is not None and self.answer.author.is_staff
        held = {
            "pinned": topic.is_pinned,
            "answered": topic.is_answered and not by_team,
            "answered_by_staff": topic.is_answered and by_team,
            "unanswered": is_open and not topic.reply_count,
            "open": is_open and topic.reply_count,
            "closed": topic.is_closed,
            "archived": channel.is_archived,
            "slow": bool(policy.slow_mode_seconds(topic)),
            # Of the other states a notice below the title tells, and says what they mean.
            "rejected": topic.state == State.REJECTED,
        }
        return [word for word, holds in held.items() if holds]

    def render(
        self, form: ReplyForm | None, *, preview: str = "", hints: Sequence[Hint] = ()
    ) -> str:
        """The page as html. Whoever asked is told what it shows."""
        topic = self.topic
        tags = queries.tags_of([topic.id]).get(topic.id, [])
        faces, states = self.faces, self.states()
        tools = self._tools(form)
        numbers = [post.number for post in self.posts]
        shown.tell(self.viewer, shown.Shown("topic", topic.id, up_to=max(numbers, default=0)))
        return render_template(
            "topics/show.html",
            page=self,
            topic=topic,
            items=self.items(),
            tags=tags,
            head_key=None
            if self.may_moderate
            else frames.head_key(topic, tags=tags, faces=faces, states=states),
            form=form,
            tools=tools,
            preview=preview,
            hints=hints,
            current_channel=topic.channel.slug,
            head=slots.fill("topic.head", self.viewer, [topic])[topic.id],
            end=slots.fill("topic.end", self.viewer, [topic])[topic.id],
            rail=slots.fill("topic.rail", self.viewer, [topic])[topic.id],
            related=queries.related(self.viewer, topic, tags=[tag.id for tag in tags]),
            most=LONGEST_BODY,
        )
