"""How acts on standing are said in the audit log, and what was chosen about it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.accounts.models import Standing
from forum.kernel.acts import Acts, from_table
from forum.standing import criteria
from forum.standing.settings import ABILITIES, ANY, CRITERIA, LIMITS
from forum.standing.wording import NAMES, asked


def _asked(stored: str) -> str:
    """What a standing asks for, such as `Days here: 2; Posts: 3`."""
    return "; ".join(f"{asked(one)}: {one.value}" for one in criteria.read(stored))


def _limits(stored: str) -> str:
    """How much each standing allows, the lowest first."""
    most = zip(Standing, stored.split(), strict=False)
    return ", ".join(f"{NAMES[one]} {_('no limit') if much == ANY else much}" for one, much in most)


ACTS = Acts(
    verbs={
        "standing.end_leader": _l("let a leader be a regular again"),
        "standing.lock": _l("decided that a standing stays as it is"),
        "standing.make_leader": _l("made a regular a leader"),
        "standing.unlock": _l("let a standing follow behaviour again"),
    },
    kinds={"user": _l("member")},
    facts={"standing": _l("Standing"), "reason": _l("Why")},
    values={"standing": from_table(NAMES)},
    settings={
        **{one.key: _asked for one in CRITERIA.values()},
        **{one.key: _limits for one in LIMITS.values()},
        **{one.key: from_table(NAMES) for one in ABILITIES.values()},
    },
)
