"""Letting the slices above look at a text before it goes out, and telling them its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum.accounts.models import User
from forum.channels.models import Channel
from forum.channels.policy import Seat
from forum.kernel import screening
from forum.kernel.policy import Invalid
from forum.kernel.screening import Hinted, Screen, Screening, Writing
from forum.moderation import actions as moderation
from forum.topics import policy, queries
from forum.topics.actions.texts import Text
from forum.topics.models import Post

# What never came out, or was declined, is not let out by a change alone.
AGAIN = "again"


@dataclass(frozen=True)
class Looked:
    """What was found in one text."""

    writing: Writing
    found: Sequence[tuple[Screen, Screening]]

    @property
    def hold_reason(self) -> str:
        """Why it waits for a moderator; empty when it need not."""
        return next((one.hold_reason for _, one in self.found if one.hold_reason), "")

    @property
    def labels(self) -> list[str]:
        """The tags that a new topic gets beside its own."""
        return [name for _, one in self.found for name in one.labels]

    def note_post(self, post: Post) -> None:
        """The text is stored, and published or held: a case is opened where one was asked for."""
        for _, one in self.found if not post.is_held else ():
            for flag in one.flags[:1]:
                moderation.hold(
                    queries.POST,
                    post.id,
                    about=post.author,
                    reason=flag.reason,
                    channel_id=post.topic.channel_id,
                    severity=flag.severity,
                )
        self._note(queries.POST, post.id)

    def note_change(self, change_id: int) -> None:
        """The text waits as a change to a post."""
        self._note(queries.EDIT, change_id)

    def _note(self, kind: str, target_id: int) -> None:
        for screen, one in self.found:
            if one.memo is not None:
                screen.note(self.writing, one, kind=kind, target_id=target_id)


def writing_of(author: User, channel: Channel, text: Text, **more: object) -> Writing:
    """The text as those see it who look; `more` are the other fields of a Writing."""
    return Writing(
        author=author,
        body=text.body,
        html=text.shown.html,
        text=text.shown.text,
        links=text.shown.links,
        uploads=text.shown.uploads,
        mentions=text.shown.mentions,
        channel_id=channel.id,
        **more,  # type: ignore[arg-type]
    )


def look(seat: Seat, writing: Writing, *, heard: Sequence[str] | None) -> Looked:
    """Ask about a text. Raises Invalid when it cannot go out, Hinted for what was not yet heard.

    heard  the hints that its writer has seen; None: hints are not asked for, because nobody is
           there who could read them
    """
    is_of_team = bool(policy.can_moderate(writing.author, seat))
    look_at = screening.look_at_team if is_of_team else screening.look
    looked = Looked(writing, look_at(writing))
    for _, one in looked.found:
        if one.block:
            raise Invalid("body", "blocked", words=one.block)
    if heard is not None:
        hints = [hint for _, one in looked.found for hint in one.hints if hint.key not in heard]
        if hints:
            raise Hinted(hints)
    return looked
