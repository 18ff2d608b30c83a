"""Texts for the standard data: words as frequent as those of a language, rendered as posts are."""

import random
from dataclasses import dataclass
from itertools import accumulate

from forum.markup.render import PLAIN, render

COMMON = (
    "burr", "grind", "water", "kettle", "filter", "cup", "crema", "roast", "bean", "steam",
    "basket", "tamper", "dose", "ratio", "scale", "bloom", "pour", "valve", "boiler", "hopper",
    "espresso", "milk", "foam", "group", "gasket", "shower", "brew", "time", "taste", "sweet",
)  # fmt: skip
SYLLABLES = ("ba", "den", "fi", "gor", "ka", "lum", "mi", "nos", "pa", "rel", "sto", "tir", "vu")
RARE = 6000
BLOCKS = 1500
BLOCK_WORDS = (20, 60)
PROVEN = 40


@dataclass(frozen=True)
class Text:
    """A text in its three forms, as a row of a post keeps them."""

    body: str
    html: str
    text: str


class Texts:
    """Posts of two blocks each. Blocks are rendered once; two of them side by side are a post."""

    def __init__(self, chance: random.Random, blocks: int = BLOCKS) -> None:
        self._chance = chance
        words = [*COMMON, *(_made_up(chance) for _ in range(RARE))]
        # The second word of a language is half as frequent as the first, the third a third of it.
        self._draw = words, list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
        self._blocks = [self._block() for _ in range(blocks)]
        self._prove()

    def post(self) -> Text:
        """About 80 words."""
        one, two = self._chance.choice(self._blocks), self._chance.choice(self._blocks)
        return _joined(one, two)

    def title(self) -> str:
        """A line of five words."""
        return " ".join(self._words(5)).capitalize()

    def _words(self, count: int) -> list[str]:
        words, weights = self._draw
        return self._chance.choices(words, cum_weights=weights, k=count)

    def _block(self) -> Text:
        words = self._words(self._chance.randint(*BLOCK_WORDS))
        words[len(words) // 3] = f"**{words[len(words) // 3]}**"
        if self._chance.random() < 0.3:
            words[-1] = f"[{words[-1]}](https://example.org/{words[-1]})"
        body = " ".join(words).capitalize() + "."
        made = render(body, PLAIN)
        return Text(body, made.html, made.text)

    def _prove(self) -> None:
        """Two blocks that were put together must be what the renderer makes of their text."""
        for _ in range(PROVEN):
            post = self.post()
            made = render(post.body, PLAIN)
            if (made.html, made.text) != (post.html, post.text):
                raise AssertionError(f"not what the renderer makes: {post.body}")


def _joined(one: Text, two: Text) -> Text:
    return Text(f"{one.body}\n\n{two.body}", one.html + two.html, f"{one.text}\n\n{two.text}")


def _made_up(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))
