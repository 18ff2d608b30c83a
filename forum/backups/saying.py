"""How acts on backups are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts

ACTS = Acts(
    verbs={
        "backups.ask": _l("asked for a backup"),
        "backups.delete": _l("deleted a backup"),
        "backups.fetch": _l("took a backup away"),
    },
    kinds={"backup": _l("backup")},
    facts={"file": _l("File")},
)
