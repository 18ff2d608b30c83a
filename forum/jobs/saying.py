"""How acts on work that is owed are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts

ACTS = Acts(
    verbs={"jobs.retry": _l("let work that was given up be tried again")},
    kinds={"job": _l("piece of work")},
    facts={
        "jobs": _l("How many"),
        "first": _l("From number"),
        "last": _l("To number"),
    },
)
