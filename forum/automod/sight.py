"""A text as the conditions see it: each thing is found out once, and only when it is asked for."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import re2

from forum.accounts.models import Standing
from forum.automod import patterns
from forum.automod.conditions import Leaf, Node
from forum.automod.mood import mood_of
from forum.kernel import trees
from forum.kernel.screening import Writing

# A shorter text may well be said twice.
SHORTEST_REPEATED = 40
# Fewer letters do not make a shout.
LEAST_LETTERS = 20
# Fewer digits are no phone number.
LEAST_DIGITS = 8
_MAIL = re2.compile(
    r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})*\.[A-Za-z]{2,}"
)
_PHONE = re2.compile(r"(?:^|[^\w./\-])((?:\+|00)?\(?\d(?:[ ()/\-]{0,2}\d){7,14})(?:$|[^\w/\-])")
_ORDER = re2.compile(
    r"(?i)(?:order|bestell\w*|auftrag\w*|invoice|rechnung\w*|tracking|sendung\w*)"
    r"[\s:#.]{0,3}(?:no|nr|number|nummer|id)?[\s:#.]{0,3}[a-z]{0,4}[\-]?\d{5,}"
)
_NO_ALT = re.compile(r"!\[\s{0,20}\]\(")
_DATE = re.compile(r"(?:19|20)\d\d[- /]?[01]\d[- /]?[0-3]\d")
_JOINS = frozenset("\u200d\ufe0e\ufe0f")


@dataclass
class Sight:
    """One text, who wrote it, and what the same person wrote lately."""

    writing: Writing
    now: datetime
    # Texts of the author that could be the same, with their moments.
    lately: Sequence[tuple[datetime, str]] = ()
    own_mail: str = ""

    @cached_property
    def text(self) -> str:
        """Title and plain words."""
        return f"{self.writing.title}\n{self.writing.text}".strip()

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The hosts of the addresses that are linked."""
        return frozenset(filter(None, map(_host, self.writing.links)))

    @cached_property
    def word_count(self) -> int:
        """How many words the text has; signs of scripts without spaces count as half a word."""
        dense = sum("\u3040" <= sign <= "\u9fff" for sign in self.writing.text)
        return len(self.writing.text.split()) + dense // 2

    @cached_property
    def mood(self) -> int:
        """From -100 to 100."""
        return mood_of(self.text)

    @cached_property
    def caps(self) -> int:
        """How many of a hundred letters are capitals; 0 where there are too few to say."""
        letters = [sign for sign in self.text if sign.isalpha()]
        big = sum(sign.isupper() for sign in letters)
        return 100 * big // len(letters) if len(letters) >= LEAST_LETTERS else 0

    @cached_property
    def contacts(self) -> frozenset[str]:
        """Which kinds of contact data stand in it."""
        mails = {found.group(0).lower() for found in _MAIL.finditer(self.text)}
        own = {self.own_mail.lower()} & mails if self.own_mail else set()
        found = {"mail"} if mails - own else set()
        found |= {"own_mail"} if own else set()
        found |= {"phone"} if any(map(_is_phone, _PHONE.finditer(self.text))) else set()
        return frozenset(found | ({"order"} if _ORDER.search(self.text) else set()))

    def is_repeated(self, hours: int) -> bool:
        """Whether the author said the same within the hours."""
        folded = fold(self.writing.text)
        since = self.now - timedelta(hours=hours)
        return len(folded) >= SHORTEST_REPEATED and any(
            at >= since and fold(text) == folded for at, text in self.lately
        )


def meets(tree: Node, sight: Sight) -> bool:
    """Whether the text is what the tree looks for."""
    return trees.holds(tree, lambda leaf: ASKED[leaf.what](leaf, sight))


def fold(text: str) -> str:
    """The letters and digits of a text alone, so that spaces and marks make no other text of it."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.").lower()
    except ValueError:
        return ""


def _is_phone(found: Any) -> bool:
    digits = re.sub(r"\D", "", found.group(1))
    return len(digits) >= LEAST_DIGITS and _DATE.match(digits) is None


def _has_words(leaf: Leaf, sight: Sight) -> bool:
    return patterns.is_in(
        patterns.of_words(leaf.words, whole=leaf.whole, case=leaf.case), sight.text
    )


def _has_domain(leaf: Leaf, sight: Sight) -> bool:
    names = [name.lower().removeprefix("www.") for name in leaf.words]
    return any(host == name or host.endswith(f".{name}") for host in sight.hosts for name in names)


def _is_emoji_only(_leaf: Leaf, sight: Sight) -> bool:
    signs = [sign for sign in sight.writing.text if not sign.isspace() and sign not in _JOINS]
    return bool(signs) and all(unicodedata.category(sign) in {"So", "Sk"} for sign in signs)


def _is_young(leaf: Leaf, sight: Sight) -> bool:
    return bool(sight.now - sight.writing.author.created_at < timedelta(days=leaf.number))


def _has_standing(leaf: Leaf, sight: Sight) -> bool:
    return Standing(sight.writing.author.standing).rank <= Standing(leaf.choice).rank


ASKED: Mapping[str, Callable[[Leaf, Sight], bool]] = {
    "words": _has_words,
    "pattern": lambda leaf, sight: patterns.is_in(
        patterns.checked(leaf.text, case=leaf.case), sight.text
    ),
    "domain": _has_domain,
    "contact": lambda leaf, sight: leaf.choice in sight.contacts,
    "emoji_only": _is_emoji_only,
    "fewer_words": lambda leaf, sight: sight.word_count < leaf.number,
    "more_words": lambda leaf, sight: sight.word_count > leaf.number,
    "account_days": _is_young,
    "standing": _has_standing,
    "channel": lambda leaf, sight: sight.writing.channel_id == int(leaf.choice),
    "tag": lambda leaf, sight: bool(set(map(str.lower, leaf.words)) & set(sight.writing.tags)),
    "mood": lambda leaf, sight: sight.mood < leaf.number,
    "repeat": lambda leaf, sight: sight.is_repeated(leaf.number),
    "no_alt": lambda _leaf, sight: _NO_ALT.search(sight.writing.body) is not None,
    "links": lambda leaf, sight: len(sight.writing.links) >= leaf.number,
    "mentions": lambda leaf, sight: len(sight.writing.mentions) >= leaf.number,
    "caps": lambda leaf, sight: sight.caps >= leaf.number,
    "text": lambda leaf, sight: sight.writing.kind == leaf.choice,
}
