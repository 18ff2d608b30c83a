"""Conversations of a kind: what differs is written out, what people always say is dealt out.

A file holds patterns one after the other. `## ` begins one with its name, channel and tags. Below
stand its lines: `?` a question back and, behind two bars, what the asker says to it; `-` a remark;
`+` the asker's last word; `.` what somebody adds later; `*` one conversation: title, opening,
answer (empty when there is none), tags, and the words that go into the other lines by name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from forum.demo import sources
from forum.demo.threads import Text, Thread

ASKER, SOMEBODY, TEAM = "*asker", "*somebody", "*team"
# Who speaks so, speaks for the brand.
FOR_THE_BRAND = re.compile(r"\b(we|us|our|ours|we're|we've|we'll)\b", re.IGNORECASE)
SPEAKER = re.compile(r"@(\w+): ")
SLOT = re.compile(r"(^|[.?!] )?\{(\w+)\}")
LONE_SLOT = re.compile(r"\{\w+\}")
SENTENCE = re.compile(r"[^.?!]{20,110}[.?!]")
TWICE = 2
# How often a line may be heard in the whole year, by its mark.
ROUNDS = {"?": 2, "-": 3, "+": 3, ".": 3}


@dataclass(frozen=True)
class Case:
    """One conversation of a pattern."""

    title: str
    opening: str
    answer: str
    tags: tuple[str, ...]
    slots: Mapping[str, str]


class Deck:
    """Lines that are dealt in turn: none is heard again before all were, nor too often at all."""

    def __init__(self, lines: Sequence[str], chance: Random, *, rounds: int) -> None:
        self._lines = [line for _ in range(rounds) for line in _shuffled(lines, chance)]

    def deal(self, count: int) -> list[str]:
        """The next lines; fewer when there are no more."""
        dealt, self._lines = self._lines[:count], self._lines[count:]
        return list(dict.fromkeys(dealt))


@dataclass
class Pattern:
    """What conversations of one kind have in common."""

    channel: str
    tags: tuple[str, ...]
    lines: dict[str, list[str]] = field(default_factory=lambda: {mark: [] for mark in "?-+."})
    cases: list[Case] = field(default_factory=list)

    @property
    def own_lines(self) -> list[str]:
        """Remarks that are written out for each case."""
        return [line for line in self.lines["-"] if LONE_SLOT.fullmatch(line)]


def patterned() -> Sequence[Thread]:
    """All threads that are put together, the same ones each time."""
    chance = Random("patterns")  # noqa: S311 -- the demonstration shall be the same each time
    anything = Deck(_remarks("patterns-any.txt"), chance, rounds=2)
    found = []
    for name in ("gear", "brew", "more"):
        for pattern in parse(sources.text(f"patterns-{name}.txt")):
            found += list(_Weaver(pattern, anything, chance).threads())
    return found


def parse(text: str) -> Iterator[Pattern]:
    """The patterns of a file."""
    for block in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        head, *lines = block.strip().splitlines()
        _, channel, tags = sources.cut(head)
        pattern = Pattern(channel, sources.listed(tags))
        for line in lines:
            mark, _, rest = line.partition(" ")
            if mark == "*":
                pattern.cases.append(_case(rest))
            elif mark:
                pattern.lines[mark].append(rest)
        yield pattern


def _remarks(name: str) -> list[str]:
    return [line[2:] for line in sources.text(name).splitlines() if line.startswith("- ")]


def _case(line: str) -> Case:
    title, opening, answer, tags, slots = sources.cut(line)
    named = dict(slot.strip().split("=", 1) for slot in slots.split(";"))
    if opening.startswith("!["):
        # A picture, and then the words that belong to it.
        opening, answer = f"{opening}\n\n{answer}", ""
    return Case(title, opening, answer, sources.listed(tags), named)


@dataclass
class _Weaver:
    """Makes the threads of one pattern."""

    pattern: Pattern
    anything: Deck
    chance: Random
    decks: dict[str, Deck] = field(init=False)

    def __post_init__(self) -> None:
        own = self.pattern.own_lines
        self.decks = {
            mark: Deck(
                [line for line in lines if line not in own], self.chance, rounds=ROUNDS[mark]
            )
            for mark, lines in self.pattern.lines.items()
        }

    def threads(self) -> Iterator[Thread]:
        """One thread for each case."""
        for case in self.pattern.cases:
            texts = [Text(ASKER, _filled(case.opening, case.slots))]
            for part in (self._before, self._answer, self._after):
                texts += part(case, len(texts))
            tags = [_filled(tag, case.slots).lower() for tag in self.pattern.tags]
            own = [tag for tag in case.tags if tag not in tags]
            yield Thread(case.title, self.pattern.channel, (*tags, *own), tuple(texts))

    def _before(self, case: Case, number: int) -> list[Text]:
        """A question back, and what comes to people's minds."""
        texts: list[Text] = []
        if self._happens(0.6):
            for line in self.decks["?"].deal(1):
                question, _, reply = line.partition(" || ")
                texts.append(self._say(SOMEBODY, question, case, reply_to=1))
                texts.append(self._say(ASKER, reply, case, reply_to=number + 1))
        remarks = self.decks["-"].deal(self.chance.choice([1, 1, 2, 2, 3])) + self.pattern.own_lines
        self.chance.shuffle(remarks)
        return texts + [self._say(SOMEBODY, remark, case) for remark in remarks]

    def _answer(self, case: Case, number: int) -> list[Text]:
        """The answer that was written for this case."""
        if not case.answer:
            return []
        answer = _filled(case.answer, case.slots)
        speaker = SPEAKER.match(answer)
        author = TEAM if FOR_THE_BRAND.search(answer) else SOMEBODY
        if speaker:
            author, answer = speaker[1], answer[speaker.end() :]
        if number > TWICE and self._happens(0.3):
            answer = _quoting(case.opening) + answer
        # Not everybody who was helped comes back to say so.
        marks = frozenset({"answer"} if self._happens(0.9) else ())
        return [Text(author, answer, reply_to=1, marks=marks)]

    def _after(self, case: Case, number: int) -> list[Text]:
        """The asker's last word, and an afterthought of somebody else."""
        if self.pattern.channel == "gear-help" and not case.answer:
            # A question that waits has no end yet.
            return []
        texts = []
        if self._happens(0.8):
            texts += [self._say(ASKER, line, case) for line in self.decks["+"].deal(1)]
        if self._happens(0.5):
            texts += [self._say(SOMEBODY, line, case) for line in self.decks["."].deal(1)]
        if self._happens(0.4):
            texts += [self._say(SOMEBODY, line, case) for line in self.anything.deal(1)]
        return texts

    def _say(self, author: str, line: str, case: Case, *, reply_to: int | None = None) -> Text:
        return Text(author, _filled(line, case.slots), reply_to=reply_to)

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share


def _shuffled(lines: Sequence[str], chance: Random) -> list[str]:
    return chance.sample(lines, len(lines))


def _filled(line: str, slots: Mapping[str, str]) -> str:
    """The line with the case's own words; at the beginning of a sentence with a capital."""

    def word(found: re.Match[str]) -> str:
        if found[2] == "op":
            return found[0]
        own = slots.get(found[2]) or slots[found[2].removeprefix("low_")]
        if found[2].startswith("low_"):
            return f"{found[1] or ''}{own[:1].lower()}{own[1:]}"
        return f"{found[1]}{own[:1].upper()}{own[1:]}" if found[1] is not None else own

    return SLOT.sub(word, line)


def _quoting(opening: str) -> str:
    """The first sentence of the opening as a quote, if it is one to be quoted."""
    found = SENTENCE.match(opening)
    return f">>1 {found[0]}\n" if found else ""
