"""What members ask the team to look at, and what the team does: flags, decisions, appeals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from forum.appeals import actions as appeals
from forum.appeals.actions import Verdict
from forum.appeals.models import AppealOutcome
from forum.demo import sources
from forum.demo.play import Script, Stage
from forum.demo.threads import Thread, age
from forum.kernel import clock
from forum.moderation import actions, queries
from forum.moderation.actions import DANGER, ELSE, Decided, FlagText
from forum.moderation.models import Outcome, Reviewable
from forum.sanctions.models import SanctionKind, SanctionWish
from forum.topics import actions as topics
from forum.topics import queries as texts
from forum.topics.actions import Change
from forum.topics.queries import POST

# Words in place of a clause, in the column of clauses.
NO_CLAUSE = {"", DANGER, ELSE}
# In the last column: the text criticises the brand.
ABOUT_US = "about us"
# What happens to the author, written as kind:hours:weight.
WISH = 3


@dataclass(frozen=True)
class Line:
    """One thing that happens to a text: which, when, what, by whom, and the words to it."""

    place: tuple[str, int]
    at: datetime
    what: str
    rest: Sequence[str]

    def word(self, number: int) -> str:
        """The word in this column, or nothing."""
        return self.rest[number] if number < len(self.rest) else ""


@dataclass(frozen=True)
class Watching:
    """Puts flags, decisions and appeals into the script."""

    stage: Stage
    script: Script
    threads: Sequence[Thread]
    # The newest decision on each text.
    rulings: dict[tuple[str, int], int] = field(default_factory=dict)
    appeals: dict[tuple[str, int], int] = field(default_factory=dict)

    def add(self) -> None:
        """Let it happen."""
        moments = self._moments()
        steps = self._steps()
        for row in sources.rows("cases.txt"):
            line = _line(row, moments)
            self.script.at(line.at, partial(steps[line.what], line))

    def _moments(self) -> Mapping[tuple[str, int], datetime]:
        """When each text that has a name was said."""
        return {
            (thread.key, number): text.moment
            for thread in self.threads
            for number, text in enumerate(thread.texts, start=1)
        }

    def _steps(self) -> Mapping[str, Callable[[Line], None]]:
        return {
            "flag": self._flag,
            "decide": self._decide,
            "second": self._second,
            "object": self._object,
            "claim": self._claim,
            "pass": self._pass_on,
            "aside": self._put_aside,
            "wait": self._wait,
            "edit": self._edit,
            "appeal": self._appeal,
            "answer": self._answer,
        }

    def _flag(self, line: Line) -> None:
        who, clause, note = self.stage.members[line.word(0)], line.word(1), line.word(2)
        text = FlagText(_clause(clause), note)
        actions.flag(who, POST, self.stage.posts[line.place], text)

    def _decide(self, line: Line) -> None:
        who, outcome, clause, facts, words, wish, more = (line.word(at) for at in range(7))
        decided = Decided(
            Outcome(outcome),
            clause_key=_clause(clause),
            facts=facts,
            words=words,
            sanction=_wish(wish),
            new_text=more if outcome == Outcome.EDIT else "",
            move_to=self.stage.channels[more].id if outcome == Outcome.MOVE else None,
            is_about_us=more == ABOUT_US,
        )
        made = actions.decide(self.stage.members[who], self._case(line), decided)
        self.rulings[line.place] = made.id

    def _second(self, line: Line) -> None:
        ruling = queries.ruling_by_id(self.rulings[line.place])
        actions.second(self.stage.members[line.word(0)], ruling)

    def _object(self, line: Line) -> None:
        ruling = queries.ruling_by_id(self.rulings[line.place])
        actions.object_to(self.stage.members[line.word(0)], ruling)

    def _claim(self, line: Line) -> None:
        actions.claim(self.stage.members[line.word(0)], self._case(line))

    def _pass_on(self, line: Line) -> None:
        actions.escalate(self.stage.members[line.word(0)], self._case(line), line.word(1))

    def _put_aside(self, line: Line) -> None:
        until = clock.now() + timedelta(hours=int(line.word(1)))
        actions.snooze(self.stage.members[line.word(0)], self._case(line), until)

    def _wait(self, line: Line) -> None:
        until = clock.now() + timedelta(hours=int(line.word(1)))
        actions.wait_for_member(self.stage.members[line.word(0)], self._case(line), until)

    def _edit(self, line: Line) -> None:
        post = self.stage.post(*line.place)
        wording = texts.wording_of(post)
        change = Change(line.word(1), wording.mark, title=wording.title or "", tags=wording.tags)
        topics.edit(self.stage.members[line.word(0)], post, change)

    def _appeal(self, line: Line) -> None:
        ruling = queries.ruling_by_id(self.rulings[line.place])
        member = next(one for one in self.stage.members.values() if one.id == ruling.about_id)
        made = appeals.appeal(member, line.word(0), ruling_id=ruling.id)
        self.appeals[line.place] = made.id

    def _answer(self, line: Line) -> None:
        who, outcome, words, wish = (line.word(at) for at in range(4))
        verdict = Verdict(AppealOutcome(outcome), words, _wish(wish))
        appeals.decide(self.stage.members[who], self.appeals[line.place], verdict)

    def _case(self, line: Line) -> Reviewable:
        return queries.case_of(POST, self.stage.posts[line.place])


def _line(row: Sequence[str], moments: Mapping[tuple[str, int], datetime]) -> Line:
    place, after, what, *rest = row
    key, _, number = place.partition(":")
    of = (key, int(number))
    return Line(of, moments[of] + (age(after) or timedelta()), what, rest)


def _clause(word: str) -> str:
    """The key of the clause with this number; words that are no clause stay as they are."""
    if word in NO_CLAUSE:
        return word
    _, clauses = queries.clauses_now()
    return next(one.key for one in clauses if one.number == int(word))


def _wish(word: str) -> SanctionWish | None:
    cut = word.split(":")
    if len(cut) != WISH:
        return None
    kind, hours, weight = cut
    return SanctionWish(SanctionKind(kind), int(hours) if hours else None, int(weight))
