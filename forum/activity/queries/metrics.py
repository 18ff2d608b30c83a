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
    # The longest run of weeks; two a quarter may be missed.
    RUN = "run"
    CHANNELS = "channels"
    # Of a hundred deeds, how many are of the first kind.
    SHARE = "share"


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
# What the team said of a flag; agreement first, as a share needs it.
SETTLED_FLAGS = (DeedKind.FLAGGED_WELL, DeedKind.FLAGGED_ILL)
# These are about another member, and count for nothing when both turn out to be one.
OF_ANOTHER = frozenset(
    {
        DeedKind.WELCOMED,
        DeedKind.REACTED,
        DeedKind.ACCEPTED,
        DeedKind.THANKED,
        DeedKind.INVITED,
        DeedKind.BROUGHT_CUSTOMER,
        DeedKind.SPOTLIT,
        DeedKind.LOOKED_AFTER,
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
    Metric("streak_weeks", CONTRIBUTING, Side.WHO, Count.RUN),
    Metric("thanks_received", (DeedKind.THANKED,), Side.TO),
    Metric("thanks_given", (DeedKind.THANKED,)),
    Metric("introduced", (DeedKind.INTRODUCED,)),
    Metric("members_invited", (DeedKind.INVITED,)),
    Metric("customers_brought", (DeedKind.BROUGHT_CUSTOMER,)),
    Metric("newcomers_looked_after", (DeedKind.LOOKED_AFTER,), Side.WHO, Count.PEOPLE),
    Metric("flags_agreed", (DeedKind.FLAGGED_WELL,)),
    Metric("flags_agreed_percent", SETTLED_FLAGS, Side.WHO, Count.SHARE),
    Metric("launches_entered", (DeedKind.TOOK_PART,)),
    Metric("orders", (DeedKind.BOUGHT,)),
    Metric("feedback_forms", (DeedKind.GAVE_FEEDBACK,)),
    Metric("spotlights", (DeedKind.SPOTLIT,), Side.TO),
)
METRICS: Mapping[str, Metric] = {metric.name: metric for metric in _ALL}
