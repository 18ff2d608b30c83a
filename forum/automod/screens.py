"""How the rules answer when a text is about to be published."""

from collections.abc import Sequence
from typing import cast

from forum.automod import actions, following, queries, wording
from forum.automod.deeds import Deed, Do
from forum.automod.judging import Live, applying
from forum.automod.sight import Sight
from forum.kernel import clock
from forum.kernel.screening import Hint, Screening, Warned, Writing
from forum.moderation.scoring import BY_HARM
from forum.topics.queries import POST

HELD, FLAGGED = "automod", "automod_flag"


class Rules:
    """The screen of this slice."""

    def look(self, writing: Writing) -> Screening:
        """Ask every rule: one statement, as long as none was changed."""
        book = queries.book_for(writing)
        sight = Sight(writing, clock.now(), book.lately, own_mail=writing.author.email)
        return screening_of(applying(book.rules, sight))

    def note(self, writing: Writing, found: Screening, *, kind: str, target_id: int) -> None:
        """Write down which rules did something with the text, and do the rest of it."""
        rules = cast("Sequence[Live]", found.memo)
        actions.note_hits([rule.id for rule in rules], kind, target_id)
        if kind == POST:
            following.follow(rules, target_id)


def screening_of(rules: list[Live]) -> Screening:
    """What all the rules that apply come to."""
    did = [(rule, deed) for rule in rules for deed in rule.deeds]
    blocks = [_told(rule, deed) for rule, deed in did if deed.do == Do.BLOCK]
    marks = tuple(rule for rule in rules if rule.leaves_a_mark)
    return Screening(
        hold_reason=HELD if any(deed.do == Do.HOLD for _, deed in did) else "",
        block=blocks[0] if blocks else "",
        flags=sorted(
            (Warned(FLAGGED, BY_HARM[deed.harm]) for _, deed in did if deed.do == Do.FLAG),
            key=lambda one: -one.severity,
        ),
        hints=[Hint(str(rule.id), _told(rule, deed)) for rule, deed in did if deed.do == Do.HINT],
        labels=[deed.words for _, deed in did if deed.do == Do.LABEL],
        memo=marks or None,
    )


def _told(rule: Live, deed: Deed) -> object:
    return wording.told(deed.do, deed.words, rule.key)
