"""How acts on rehearsals are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts

ACTS = Acts(
    verbs={"rehearsals.ask": _l("let a launch be rehearsed")},
    kinds={"launch": _l("launch")},
    facts={"members": _l("Invented members")},
)
