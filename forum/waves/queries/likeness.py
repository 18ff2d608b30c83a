"""Finding what is like a new text: in one statement, however much there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from forum.topics.models import Post
from forum.waves import policy
from forum.waves.models import Sign, Wave, WaveKey, WavePrint, WaveState
from forum.waves.prints import Print, are_alike
from forum.waves.settings import ACCOUNTS, MINUTES

WATCHED = timedelta(days=1)
# The newest of those that could be alike tell of a wave; when one begins, all of them belong to it.
FIRST, MOST = 80, 2_000
LET_OUT = {WaveState.RELEASING, WaveState.RELEASED}


@dataclass(frozen=True)
class Alike:
    """A text that is like the new one, and by what."""

    post_id: int
    author_id: int
    # Whether it counts for a wave: by a new account, within the minutes.
    counts: bool
    is_by_text: bool
    places: frozenset[str]
    wave_id: int | None
    state: WaveState | None


@dataclass(frozen=True)
class Found:
    """What is known of a text, so that it can be written down once it is stored."""

    mark: Print
    author: User
    text: str
    is_new: bool
    # The wave that it belongs to, and whether it waits because of it.
    wave_id: int | None = None
    holds: bool = False
    # The posts that make a wave together with it, and what they have in common.
    begins: Sequence[int] = ()
    sign: Sign = Sign.TEXT
    place: str = ""


def found_for(author: User, text: str, mark: Print) -> Found:
    """Whether the text belongs to a wave, or makes one."""
    is_new = policy.is_new(author, clock.now())
    plain = Found(mark, author, text, is_new)
    rows = _rows(mark, FIRST)
    some = _alike_among(rows, mark)
    known = next((one for one in some if one.wave_id and (one.is_by_text or is_new)), None)
    if known is not None:
        holds = known.state not in LET_OUT
        return Found(mark, author, text, is_new, known.wave_id, holds=holds)
    if is_new and (len(rows) == FIRST or _begun(plain, some)):
        return _begun(plain, _alike_among(_rows(mark, MOST), mark)) or plain
    return plain


def _begun(plain: Found, some: Sequence[Alike]) -> Found | None:
    """A wave that the text makes, by its words or else by where it leads."""
    others = [one for one in some if one.counts and one.author_id != plain.author.id]
    ways: list[tuple[Sign, str, list[Alike]]] = [
        (Sign.TEXT, "", [one for one in others if one.is_by_text]),
        *(
            (Sign.LINK, place, [one for one in others if place in one.places])
            for place in plain.mark.places
        ),
    ]
    for sign, place, them in ways:
        if len({one.author_id for one in them}) + 1 >= ACCOUNTS.get():
            ids = [one.post_id for one in them]
            given = (plain.mark, plain.author, plain.text, plain.is_new)
            return Found(*given, holds=True, begins=ids, sign=sign, place=place)
    return None


def _alike_among(rows: Sequence[Any], mark: Print) -> list[Alike]:
    return [one for one in (_alike(row, mark) for row in rows) if one is not None]


def _rows(mark: Print, most: int) -> Sequence[Any]:
    keyed = select(WaveKey.print_id).where(WaveKey.key.in_(mark.keys))
    query = (
        select(WavePrint, Post.author_id, Wave.state)
        .join(Post, Post.id == WavePrint.post_id)
        .outerjoin(Wave, Wave.id == WavePrint.wave_id)
        .where(WavePrint.id.in_(keyed), WavePrint.at > clock.now() - WATCHED)
        .order_by(WavePrint.id.desc())
        .limit(most)
    )
    return db.session.execute(query).all()


def _alike(row: Any, mark: Print) -> Alike | None:
    kept, author_id, state = row
    is_by_text = bool(mark.boxes) and are_alike(mark.boxes, kept.boxes)
    places = frozenset(kept.places) & frozenset(mark.places)
    if not is_by_text and not places:
        return None
    is_recent = kept.at > clock.now() - timedelta(minutes=MINUTES.get())
    counts = kept.is_new and is_recent
    return Alike(kept.post_id, author_id, counts, is_by_text, places, kept.wave_id, state)
