"""Looking whether a text that is about to be published belongs to a wave."""

from typing import cast

from forum.kernel.screening import NOTHING, Screening, Writing
from forum.topics.queries import POST
from forum.waves import actions, queries
from forum.waves.prints import print_of
from forum.waves.queries import Found
from forum.waves.settings import WATCH

HELD = "wave"


class Watch:
    """The screen of this slice."""

    def look(self, writing: Writing) -> Screening:
        """One statement; texts that are too short and lead nowhere are not looked at."""
        if not WATCH.get():
            return NOTHING
        words = f"{writing.title}\n{writing.text}".strip()
        mark = print_of(words, writing.links)
        if not mark.keys:
            return NOTHING
        found = queries.found_for(writing.author, words, mark)
        return Screening(hold_reason=HELD if found.holds else "", memo=found)

    def note(self, writing: Writing, found: Screening, *, kind: str, target_id: int) -> None:
        """Keep by what the post can be found again; a change to one is only held."""
        if kind == POST:
            actions.note(cast("Found", found.memo), target_id)
