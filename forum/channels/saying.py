"""How acts on channels are said in the audit log."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.channels.actions.ordering import Direction
from forum.channels.forms import AUDIENCES, DOORS, ICONS, KINDS, PAUSES
from forum.channels.models import ChannelRole
from forum.kernel.acts import Acts, from_choices, from_table


def _colour(stored: Any) -> str:
    return str(_("Colour %(number)s", number=stored))


class _Facts(dict[str, Any]):
    """What was chosen of a channel; where channels are ordered sections stand by their names."""

    def get(self, key: str, default: Any = None) -> Any:
        return super().get(key, key)


ACTS = Acts(
    verbs={
        "channels.add_member": _l("let somebody into a channel"),
        "channels.admit": _l("let somebody in who had asked"),
        "channels.appoint": _l("said what somebody is in a channel"),
        "channels.archive": _l("archived a channel"),
        "channels.change": _l("changed a channel"),
        "channels.create": _l("made a channel"),
        "channels.create_section": _l("made a section"),
        "channels.lay_out": _l("ordered the channels anew"),
        "channels.merge": _l("made one channel of two"),
        "channels.move": _l("moved a channel"),
        "channels.move_section": _l("moved a section"),
        "channels.refuse": _l("did not let somebody in who had asked"),
        "channels.remove_member": _l("took somebody out of a channel"),
        "channels.remove_section": _l("removed a section"),
        "channels.rename_section": _l("gave a section another name"),
        "channels.unarchive": _l("opened an archived channel again"),
    },
    kinds={"channel": _l("channel"), "section": _l("section")},
    facts=_Facts(
        {
            "user_id": _l("Member"),
            "role": _l("Role"),
            "into_id": _l("Channel that stays"),
            "direction": _l("Where to"),
            "name": _l("Name"),
            "slug": _l("Address"),
            "section_id": _l("Section"),
            "description": _l("Description"),
            "guidance": _l("Guidance for writers"),
            "icon": _l("Icon"),
            "hue": _l("Colour"),
            "kind": _l("Kind"),
            "visibility": _l("Who may read"),
            "starts": _l("Who may start topics"),
            "replies": _l("Who may reply"),
            "slow_mode_seconds": _l("Slow mode"),
            "min_tags": _l("Tags that a topic needs"),
            "is_reviewed": _l("Everything is read first"),
            "is_archived": _l("Archived"),
        }
    ),
    values={
        "role": from_table(
            {ChannelRole.MEMBER: _l("Member"), ChannelRole.MODERATOR: _l("Moderator")}
        ),
        "direction": from_table({Direction.UP: _l("up"), Direction.DOWN: _l("down")}),
        "icon": from_table(ICONS),
        "hue": _colour,
        "kind": from_choices(KINDS),
        "visibility": from_choices(DOORS),
        "starts": from_choices(AUDIENCES),
        "replies": from_choices(AUDIENCES),
        "slow_mode_seconds": from_choices(PAUSES),
    },
)
