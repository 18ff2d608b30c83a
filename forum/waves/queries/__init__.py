"""Every read of waves: what is like a new text, what belongs to a wave, and what is promised."""

from forum.waves.queries.likeness import Found, found_for
from forum.waves.queries.proving import half_way, posts_alone, without_case
from forum.waves.queries.telling import (
    Account,
    Numbers,
    accounts_of,
    numbers_of,
    places_of,
    posts_of,
    states_of,
)
from forum.waves.queries.waves import (
    KIND,
    cases_inside,
    first_author,
    held_wave,
    made_for,
    pauses_left,
    put_away,
    staying,
    to_bring_back,
    to_do,
    to_put_away,
    wave_by_id,
    waves,
    waves_by_ids,
)

__all__ = [
    "KIND",
    "Account",
    "Found",
    "Numbers",
    "accounts_of",
    "cases_inside",
    "first_author",
    "found_for",
    "half_way",
    "held_wave",
    "made_for",
    "numbers_of",
    "pauses_left",
    "places_of",
    "posts_alone",
    "posts_of",
    "put_away",
    "states_of",
    "staying",
    "to_bring_back",
    "to_do",
    "to_put_away",
    "wave_by_id",
    "waves",
    "waves_by_ids",
    "without_case",
]
