"""How acts on sanctions and notes are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts, from_table
from forum.pages.wording import clause_named
from forum.sanctions import wording

ACTS = Acts(
    verbs={
        "sanctions.impose": _l("decided about a member"),
        "sanctions.propose": _l("proposed to remove a member"),
        "sanctions.second": _l("agreed to remove a member"),
        "sanctions.lift": _l("took a decision about a member back"),
        "sanctions.add_note": _l("wrote a note about a member"),
        "sanctions.delete_note": _l("deleted a note about a member"),
    },
    kinds={"user": _l("member")},
    facts={
        "sanction": _l("Number"),
        "kind": _l("What was decided"),
        "hours": _l("How long"),
        "weight": _l("How heavily it counts"),
        "clause": _l("Clause"),
        "words": _l("Why"),
        "note": _l("Note"),
    },
    values={
        "kind": from_table(wording.NAMES),
        "hours": wording.length,
        "weight": from_table(wording.WEIGHTS),
        "clause": clause_named,
    },
)
