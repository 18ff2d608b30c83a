"""How acts on draws are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.draws.forms import BEACONS
from forum.kernel.acts import Acts, from_table

ACTS = Acts(
    verbs={
        "draws.plan": _l("chose what decides a draw"),
        "draws.strike": _l("struck an entry from a draw"),
        "draws.tell_number": _l("told the public number of a draw"),
    },
    kinds={"launch": _l("launch")},
    facts={
        "beacon": _l("What decides"),
        "rule": _l("Which number"),
        "value": _l("The public number"),
        "entry": _l("Number of the entry"),
        "reason": _l("Why"),
    },
    values={"beacon": from_table(BEACONS)},
)
