"""How acts on copies of data are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts

ACTS = Acts(
    verbs={
        "exports.ask_for": _l("asked for a copy of a member's data"),
        "exports.hand_out": _l("fetched a copy of a member's data"),
    },
    kinds={"user": _l("member")},
    facts={"copy": _l("Number of the copy")},
)
