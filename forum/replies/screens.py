"""How saved replies look at what the team writes: nothing missing, and a line of one's own."""

from typing import cast

from forum.kernel.screening import NOTHING, Screening, Writing
from forum.replies import actions, policy, queries, wording
from forum.replies.models import Place

REPLY, POST = "reply", "post"


class Used:
    """The screen of this slice. It is asked about texts of those who look after a channel."""

    def look(self, writing: Writing) -> Screening:
        """Whether the reply may go out as it is: one statement, for the team alone."""
        if writing.kind != REPLY or not writing.topic_id:
            return NOTHING
        uses = queries.pending(writing.author.id, Place.TOPIC, writing.topic_id)
        if not uses:
            return NOTHING
        used = actions.used_in(writing.body, uses)
        verdict = policy.can_send(writing.body, used) if used else None
        words = wording.REFUSED[verdict.reason] if verdict is not None and not verdict else ""
        return Screening(block=words, memo=tuple(use.id for use in used))

    def note(self, writing: Writing, found: Screening, *, kind: str, target_id: int) -> None:
        """The reply is there."""
        if kind == POST:
            used = cast("tuple[int, ...]", found.memo)
            actions.note_sent(writing.author.id, writing.topic_id, target_id, used)
