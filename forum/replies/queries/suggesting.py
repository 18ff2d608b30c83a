"""Which saved replies fit a place best."""

from collections.abc import Mapping, Sequence

from forum.replies import policy
from forum.replies.models import SavedReply
from forum.replies.queries.found import Share
from forum.replies.queries.places import CLAUSE, Spot

BEST = 3
# What a match is worth. What fits everything is worth less than what was written for this.
CLAUSE_NAMED, REASON, KIND, CHANNEL = 12, 8, 8, 4
STALE = -1


def suggested(
    replies: Sequence[SavedReply],
    spot: Spot,
    languages: Sequence[str],
    shares: Mapping[int, Share],
) -> Sequence[SavedReply]:
    """The best three. What is for other channels, or other things, is none of them."""
    fitting = [one for one in replies if _fits(one, spot)]
    spoken = _in_one_language(fitting, [spot.language, *languages])
    return sorted(spoken, key=lambda one: _order(one, spot, shares))[:BEST]


def _fits(reply: SavedReply, spot: Spot) -> bool:
    if reply.channel_ids and spot.channel_id not in reply.channel_ids:
        return False
    if not reply.reasons and not reply.kinds:
        return True
    return bool(spot.reasons & set(reply.reasons) or spot.kinds & set(reply.kinds))


def _in_one_language(replies: Sequence[SavedReply], wanted: Sequence[str]) -> Sequence[SavedReply]:
    """Those in the first of these languages in which there are any; else all."""
    for language in filter(None, wanted):
        spoken = [one for one in replies if one.language.partition("_")[0] == language]
        if spoken:
            return spoken
    return replies


def _order(reply: SavedReply, spot: Spot, shares: Mapping[int, Share]) -> tuple[float, int, int]:
    met = spot.reasons & set(reply.reasons)
    worth = (
        REASON * bool(met)
        + (CLAUSE_NAMED - REASON) * any(one.startswith(CLAUSE) for one in met)
        + KIND * bool(spot.kinds & set(reply.kinds))
        + CHANNEL * bool(reply.channel_ids)
        + STALE * policy.is_stale(reply)
    )
    share = shares.get(reply.id, Share())
    # Of equals, what helped more often; a few answers say little, so that they move it little.
    helped = (share.solved + 1) / (share.answered + 2)
    return -(worth + helped), -reply.use_count, reply.id
