"""What can be counted in the log, by name. The words for people stand where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from forum.activity.models import DeedKind


class Side(StrEnum):
    """Whose deed it is, for counting: who did it, or to whom it was done."""

    WHO = "who"
    TO = "to"


class Count(StrEnum):
    """What is counted: the deeds themselves, or how many different others, days and so on."""

    DEEDS = "deeds"
    PEOPLE = "people"
    DAYS = "days"
    WEEKS = "weeks"
    CHANNELS = "channels"


@dataclass(frozen=True)
class Metric:
    """One thing that can be counted for every member."""

    name: str
    kinds: tuple[DeedKind, ...]
    side: Side = Side.WHO
    count: Count = Count.DEEDS
    # Only deeds of at least this size.
    least_size: int = 0


WRITING = (DeedKind.STARTED, DeedKind.REPLIED)
# What somebody gives to a community: the measure of who contributes.
CONTRIBUTING = (*WRITING, DeedKind.THANKED)
# These are about another member, and count for nothing when both turn out to be one.
OF_ANOTHER = frozenset(
    {
        DeedKind.WELCOMED,
        DeedKind.REACTED,
        DeedKind.ACCEPTED,
        DeedKind.THANKED,
        DeedKind.INVITED,
        DeedKind.SPOTLIT,
    }
)

_ALL = (
    Metric("topics", (DeedKind.STARTED,)),
    Metric("replies", (DeedKind.REPLIED,)),
    Metric("posts", WRITING),
    Metric("accepted_answers", (DeedKind.ACCEPTED,), Side.TO),
    Metric("reactions_received", (DeedKind.REACTED,), Side.TO),
    Metric("people_who_reacted", (DeedKind.REACTED,), Side.TO, Count.PEOPLE),
    Metric("reactions_given", (DeedKind.REACTED,)),
    Metric("welcomes", (DeedKind.WELCOMED,)),
    Metric("people_replied_to", (DeedKind.REPLIED,), Side.WHO, Count.PEOPLE),
    Metric("people_helped", (DeedKind.ACCEPTED,), Side.TO, Count.PEOPLE),
    Metric("channels_contributed_in", WRITING, Side.WHO, Count.CHANNELS),
    # Who wrote on a day was here; of days before the log began nothing else is known.
    Metric("days_active", (DeedKind.VISITED, *WRITING), Side.WHO, Count.DAYS),
    Metric("weeks_contributed", CONTRIBUTING, Side.WHO, Count.WEEKS),
    Metric("thanks_received", (DeedKind.THANKED,), Side.TO),
    Metric("thanks_given", (DeedKind.THANKED,)),
    Metric("introduced", (DeedKind.INTRODUCED,)),
    Metric("members_invited", (DeedKind.INVITED,)),
    Metric("spotlights", (DeedKind.SPOTLIT,), Side.TO),
)
METRICS: Mapping[str, Metric] = {metric.name: metric for metric in _ALL}
