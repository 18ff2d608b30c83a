"""How acts on waves are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts, from_table

ACTS = Acts(
    verbs={
        "waves.sweep": _l("cleaned a wave up"),
        "waves.return_all": _l("brought everything of a wave back"),
        "waves.release": _l("let a wave out: it was none"),
    },
    kinds={"wave": _l("wave")},
    facts={
        "posts": _l("Posts"),
        "accounts": _l("Accounts"),
        "things": _l("Posts and accounts"),
        "way": _l("What became of the posts"),
    },
    values={"way": from_table({"hide": _l("out of sight"), "remove": _l("removed")})},
)
