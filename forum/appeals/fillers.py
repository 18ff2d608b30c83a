"""What appeals show: the way to another look, for how long there is one, what became of it."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import Viewer
from forum.appeals import doors, queries, wording
from forum.appeals.doors import Door
from forum.appeals.settings import DAYS
from forum.kernel.slots import PageFiller, Part, RowFiller
from forum.moderation.models import Ruling
from forum.sanctions.models import Sanction


def below_sanction(viewer: Viewer, items: Sequence[Sanction]) -> Mapping[int, Part]:
    """Below what was decided about a member, for themselves: the page is theirs alone."""
    made = queries.appeals_against_sanctions(items)
    return {one.id: _part(_door_of(one), made.get(one.id)) for one in items if not one.is_proposed}


def below_ruling(viewer: Viewer, items: Sequence[Ruling]) -> Mapping[int, Part]:
    """Below statements of reasons, for whom they are about."""
    theirs = [one for one in items if one.about_id == viewer.id]
    open_ones = [one for one in theirs if queries.against_of(one, None).is_appealable]
    made = queries.appeals_against_rulings([one.id for one in open_ones])
    return {one.id: _part(Door(viewer.id, ruling_id=one.id), made.get(one.id)) for one in open_ones}


def in_guidelines(viewer: Viewer) -> Sequence[Part]:
    """For how many days somebody may ask for another look."""
    return [Part("appeals/_days.html", {"days": DAYS.get()})]


def _door_of(one: Sanction) -> Door:
    if one.ruling_id is not None:
        return Door(one.user_id, ruling_id=one.ruling_id)
    return Door(one.user_id, sanction_id=one.id)


def _part(door: Door, made: object) -> Part:
    word = doors.word_for(door)
    return Part("appeals/_foot.html", {"word": word, "appeal": made, "said": wording})


PAGES: dict[str, PageFiller] = {"guidelines.look": in_guidelines}
ROWS: dict[str, RowFiller] = {"sanction.foot": below_sanction, "ruling.end": below_ruling}
