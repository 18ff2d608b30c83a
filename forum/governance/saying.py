"""How acts of governance are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts
from forum.pages.wording import clause_named

ACTS = Acts(
    verbs={"governance.talk": _l("noted what was said about decisions that differ")},
    kinds={"consistency_talk": _l("talk")},
    facts={
        "clause": _l("Clause"),
        "ruling": _l("Up to decision"),
        "note": _l("What was said"),
    },
    values={"clause": clause_named},
)
