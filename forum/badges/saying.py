"""How acts on badges are said in the audit log."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.badges import criteria, queries, wording
from forum.badges.forms import ART_NAMES, KINDS, REPEATS
from forum.badges.wording import Names, Said
from forum.kernel.acts import Acts, from_choices, from_table


class _Numbers(dict[int, str]):
    """Every channel and every tag by its number: names would have to be looked up for each line."""

    def get(self, key: int, default: Any = None) -> str:
        return str(_("number %(number)s", number=key))


def _criteria(stored: Any) -> str:
    """What a badge asks for, in one line."""
    return _line(wording.said(criteria.read(stored), Names(_Numbers(), _Numbers())))


def _line(said: Said) -> str:
    return " ".join([said.words, "; ".join(_line(part) for part in said.parts)]).strip()


def _badges(_ids: Collection[int]) -> Mapping[int, str]:
    return {badge.id: wording.name_of(badge) for badge in queries.badges()}


ACTS = Acts(
    verbs={
        "badges.award": _l("gave a badge"),
        "badges.change": _l("changed a badge"),
        "badges.create": _l("made a badge"),
        "badges.revoke": _l("took a badge away"),
    },
    kinds={"badge": _l("badge"), "member": _l("member")},
    facts={
        "badge": _l("Badge"),
        "reason": _l("Why"),
        "name": _l("Name"),
        "words": _l("What it is for"),
        "level": _l("Level"),
        "art": _l("Drawing"),
        "kind": _l("Who gives it"),
        "repeats": _l("How often"),
        "criteria": _l("What it asks for"),
        "starts_at": _l("From"),
        "ends_at": _l("Until"),
        "is_active": _l("In use"),
    },
    values={
        "badge": from_table({slug: said[0] for slug, said in wording.SUPPLIED.items()}),
        "level": from_table(wording.LEVELS),
        "art": from_table(ART_NAMES),
        "kind": from_choices(KINDS),
        "repeats": from_choices(REPEATS),
        "criteria": _criteria,
    },
    names={"badge": _badges},
)
