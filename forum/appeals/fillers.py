"""What appeals show below decisions: the way to another look, or what became of it."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import Viewer
from forum.appeals import doors, queries, wording
from forum.appeals.doors import Door
from forum.kernel.slots import Part, RowFiller
from forum.moderation.models import Ruling
from forum.sanctions.models import Sanction


def below_sanction(viewer: Viewer, items: Sequence[Sanction]) -> Mapping[int, Part]:
    """Below what was decided about a member, for themselves: the page is theirs alone."""
    made = queries.appeals_against_sanctions(items)
    return {one.id: _part(_door_of(one), made.get(one.id)) for one in items if not one.is_proposed}


def below_ruling(viewer: Viewer, items: Sequence[Ruling]) -> Mapping[int, Part]:
    """Below the statement of reasons, for whom it is about."""
    return {
        one.id: _part(Door(viewer.id, ruling_id=one.id), queries.appeal_against(one.id, None))
        for one in items
        if one.about_id == viewer.id and queries.against_of(one, None).is_appealable
    }


def _door_of(one: Sanction) -> Door:
    if one.ruling_id is not None:
        return Door(one.user_id, ruling_id=one.ruling_id)
    return Door(one.user_id, sanction_id=one.id)


def _part(door: Door, made: object) -> Part:
    word = doors.word_for(door)
    return Part("appeals/_foot.html", {"word": word, "appeal": made, "said": wording})


ROWS: dict[str, RowFiller] = {"sanction.foot": below_sanction, "ruling.end": below_ruling}
