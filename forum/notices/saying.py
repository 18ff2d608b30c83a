"""What a notice says that is about no post, and how most kinds put it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from forum.notices.kinds import NoticeKind

Facts: TypeAlias = Mapping[str, Any]
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class News:
    """What a notice says, the sentence that follows in a letter, and where it leads. The page of
    a member is that of who did it."""

    sign: str
    said: str
    more: str
    button: str
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)


# From the facts that were kept when it happened, and the name of who did it.
Saying: TypeAlias = Callable[[Facts, str], News]
Sayings: TypeAlias = Mapping[NoticeKind, Saying]


@dataclass(frozen=True)
class Plain:
    """Says the same each time, with the name and the facts put into it: `%(name)s`, `%(goal)s`.

    `values` are those of the address: under each of their names the fact that they come from.
    """

    sign: str
    said: Any
    more: Any
    button: Any
    endpoint: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, facts: Facts, name: str) -> News:
        """What it says, in the language of the moment."""
        # What an older notice does not know yet is left out.
        known = defaultdict(str, {**facts, "name": name})
        values = {word: facts.get(fact, 0) for word, fact in self.values.items()}
        said, more = (str(words) % known if words else "" for words in (self.said, self.more))
        return News(self.sign, said, more, str(self.button), self.endpoint, values)


@dataclass(frozen=True)
class Chosen:
    """Says what belongs to the word that one of the facts has, or the last of them."""

    fact: str
    sayings: Mapping[Any, Saying]

    def __call__(self, facts: Facts, name: str) -> News:
        """What it says, in the language of the moment."""
        found = self.sayings.get(facts.get(self.fact)) or list(self.sayings.values())[-1]
        return found(facts, name)
