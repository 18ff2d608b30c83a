"""How acts on points are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts, from_table
from forum.points.words import NAMES

ACTS = Acts(
    verbs={
        "points.adjust": _l("gave or took points by hand"),
        "points.change_rule": _l("changed a rule of points"),
    },
    kinds={"points_rule": _l("rule of points"), "user": _l("member")},
    facts={
        "channels": _l("Only in these channels"),
        "daily_cap": _l("Times a day"),
        "giver_cap": _l("Times a day from one and the same member"),
        "is_active": _l("This gives points"),
        "min_size": _l("Characters that it must have"),
        "points": _l("Points"),
        "reason": _l("For what"),
        "value": _l("Points each time"),
        "words": _l("Why"),
    },
    values={"reason": from_table(NAMES)},
    refers={"channels": "channel"},
)
