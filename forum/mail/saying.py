"""How acts on letters are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts

ACTS = Acts(
    verbs={
        "mail.let_again": _l("let letters go to an address again"),
        "mail.retry": _l("let a letter that had failed be sent again"),
    },
    kinds={"letter": _l("letter"), "address": _l("address")},
    facts={"address": _l("Address")},
)
