"""Where a draft goes on being written, and what it is."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import pgettext

from forum.drafts.queries import DraftLine
from forum.web.templating import link


@dataclass(frozen=True)
class Place:
    """The kind of text in words, its icon, and the address of its form (empty when it has none)."""

    kind: str
    icon: str
    address: str


def of(draft: DraftLine) -> Place:
    """The place of a draft, read from its key."""
    kind, _colon, number = draft.key.partition(":")
    if kind == "reply" and number:
        # The true name of the topic is found by its number.
        address = link("topics.show", slug="-", topic_id=int(number))
        kind = pgettext("kind of text", "Reply")
        return Place(kind, "reply", f"{address}#reply" if address else "")
    if kind == "edit" and number:
        return Place(_("Change to a post"), "pencil", link("topics.edit", post_id=int(number)))
    if kind == "message" and number:
        address = link("messages.show", conversation_id=int(number))
        return Place(_("Private message"), "mail", f"{address}#reply" if address else "")
    if kind == "message_edit" and number:
        return Place(
            _("Change to a message"), "mail", link("messages.edit", message_id=int(number))
        )
    if kind == "message_new":
        return Place(_("Private message"), "mail", link("messages.new"))
    return Place(_("New topic"), "message-circle-plus", link("topics.new"))
