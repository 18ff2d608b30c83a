"""Did you mean: a word like the one typed, out of texts that the viewer may read."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from forum.accounts.models import Viewer
from forum.kernel.db import db
from forum.search import analysis, refs, said
from forum.search.asked import Asked, Kind, Part
from forum.search.engines import choosing
from forum.search.engines.engine import Wanted
from forum.search.queries.wanting import meaning
from forum.topics.models import Post, Topic

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 4
LONGEST = 20
MOST_WORDS = 3
# From so many letters on, an ending more makes no other word of it.
LONG = 6
MOST_TRIED = 3


def better(viewer: Viewer, asked: Asked) -> str:
    """The question with words that exist; nothing when there are no better ones."""
    wanted = meaning(viewer, asked).wanted
    within = Wanted(facts=wanted.facts[:1], unlike=wanted.unlike, hidden=wanted.hidden)
    found: dict[str, str] = {}
    for part in asked.sought[:MOST_WORDS]:
        instead = _instead_of(part, within)
        if instead:
            found[part.typed] = instead
    return asked.with_words(found) if found else ""


def _instead_of(part: Part, within: Wanted) -> str:
    """A word as it stands in a text that may be read, in the place of one that stands in none."""
    typed = analysis.folded_word(part.value)
    if part.kind != Kind.WORDS or not SHORTEST <= len(typed) <= LONGEST or not typed.isalpha():
        return ""
    here = "".join(part.words)
    near = set(_near(typed))
    searched = {here, *map(analysis.as_searched, near)}
    known = choosing.ask(lambda engine: engine.frequencies(searched, within))
    if here in known:
        return ""
    often = sorted(known, key=lambda word: (-known[word], word))[:MOST_TRIED]
    found = (_as_written(word, within) for word in often)
    return next((word for word in found if word and _is_like(word, typed, near)), "")


def _is_like(word: str, typed: str, near: Collection[str]) -> bool:
    """Whether a word as it was written is one slip away; of a long one its ending may differ."""
    return len(typed) >= LONG or analysis.folded_word(word) in near


def _near(word: str) -> Iterable[str]:
    """Every word that one slip of the fingers would turn into this one."""
    letters = dict.fromkeys(LETTERS + word)
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in letters)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def _as_written(word: str, within: Wanted) -> str:
    """The word as somebody wrote it; the index knows it only without its endings."""
    wanted = replace(within, groups=((word,),), newest=True, limit=1)
    found = choosing.ask(lambda engine: engine.search(wanted))
    for post_id in refs.posts_among(found.refs):
        post = db.session.get(Post, post_id)
        topic = db.session.get(Topic, post.topic_id) if post else None
        if post is None or topic is None:
            continue
        text = f"{topic.title}\n{said.by(post.html, post.text)}"
        for place in analysis.places(text, frozenset({word})):
            return text[place.start : place.end].lower()
    return ""
