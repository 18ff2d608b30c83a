"""How acts on launches are said in the audit log."""

from collections.abc import Collection, Mapping

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts, from_table
from forum.launches import queries, words


def _titles(ids: Collection[int]) -> Mapping[int, str]:
    return {one.id: one.title for one in queries.launches_by_ids(ids).values()}


ACTS = Acts(
    verbs={
        "launches.add_picture": _l("added a picture to a launch"),
        "launches.add_stock": _l("said that there is more in a launch"),
        "launches.add_window": _l("added a window to a launch"),
        "launches.approve": _l("approved a launch"),
        "launches.cancel": _l("called a launch off"),
        "launches.change": _l("changed a launch"),
        "launches.change_window": _l("changed a window of a launch"),
        "launches.close_later": _l("let a window close later"),
        "launches.create": _l("began a launch"),
        "launches.open_room": _l("opened the channel of a launch"),
        "launches.pause": _l("paused a launch"),
        "launches.pick": _l("picked somebody for a launch"),
        "launches.put_first": _l("put a picture of a launch at the top"),
        "launches.remove_picture": _l("took a picture of a launch away"),
        "launches.remove_window": _l("removed a window of a launch"),
        "launches.resume": _l("let a launch go on"),
        "launches.submit": _l("sent a launch for approval"),
        "launches.take_back": _l("made a launch a draft again"),
    },
    kinds={"launch": _l("launch")},
    facts={
        "after": _l("From now on"),
        "allocation": _l("Who gets one"),
        "audience": _l("For whom"),
        "before": _l("Before"),
        "channel_id": _l("Channel"),
        "closes_at": _l("Closes"),
        "embargo": _l("What those outside know"),
        "hold_minutes": _l("Minutes that one is kept"),
        "kind": _l("Kind"),
        "lobby_minutes": _l("Minutes of the lobby"),
        "minutes": _l("Minutes of the pause"),
        "note": _l("Words to the members"),
        "opens_at": _l("Opens"),
        "per_member_limit": _l("How many for each member"),
        "picture": _l("Picture"),
        "pool_id": _l("Pool of codes"),
        "product_id": _l("Product"),
        "public_at": _l("For everybody from"),
        "reason": _l("Why"),
        "stock_cap": _l("At most in this window"),
        "stock_shown": _l("What is told of what is left"),
        "stock_total": _l("How many there are"),
        "teaser_at": _l("Announced from"),
        "title": _l("Title"),
        "user_id": _l("Member"),
        "window": _l("Number of the window"),
        "window_id": _l("Number of the window"),
    },
    values={
        "allocation": from_table(words.ALLOCATIONS),
        "audience": from_table(words.AUDIENCES),
        "embargo": from_table(words.EMBARGOES),
        "kind": from_table(words.KINDS),
        "stock_shown": from_table(words.SHOWN),
    },
    refers={"pool_id": "code_pool", "product_id": "product"},
    names={"launch": _titles},
)
