"""How acts on appeals are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.appeals import wording
from forum.kernel.acts import Acts, from_table

ACTS = Acts(
    verbs={"appeals.decide": _l("decided on an appeal")},
    kinds={"user": _l("member")},
    facts={"appeal": _l("Appeal"), "outcome": _l("Outcome")},
    values={"outcome": from_table(wording.ANSWERS)},
)
