"""How acts on accounts are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.accounts.models import Fate, Role
from forum.kernel.acts import Acts, from_table

ROLES = {
    Role.MEMBER: _l("Member"),
    Role.MODERATOR: _l("Moderator"),
    Role.ADMIN: _l("Admin"),
}
FATES = {
    Fate.NAMELESS: _l("They stay, without a name"),
    Fate.EMPTIED: _l("They are emptied"),
    Fate.DELETED: _l("They are deleted"),
}
ACTS = Acts(
    verbs={
        "accounts.confirm_by_hand": _l("confirmed an address by hand"),
        "accounts.merge_members": _l("made one member of two"),
        "accounts.see_off": _l("let a member leave who asked for it"),
        "accounts.set_role": _l("gave somebody another role"),
        "accounts.sign_out_member": _l("signed somebody out everywhere"),
        "accounts.stay": _l("let a member stay after all"),
    },
    kinds={"user": _l("member")},
    facts={
        "role": _l("Role"),
        "username": _l("Username"),
        "into_id": _l("Which member stays"),
        "fate": _l("What becomes of the texts"),
        "reason": _l("Why"),
    },
    values={"role": from_table(ROLES), "fate": from_table(FATES)},
)
