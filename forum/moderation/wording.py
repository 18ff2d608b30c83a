"""The words of decisions: what each does, and what the member is told of it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from forum.moderation.models import Outcome

OUTCOMES: Mapping[Outcome, Any] = {
    Outcome.KEEP: _("Keep"),
    Outcome.HIDE: _("Hide"),
    Outcome.REMOVE: _("Remove"),
    Outcome.EDIT: _("Edit"),
    Outcome.MOVE: _("Move"),
    Outcome.APPROVE: _("Approve"),
    Outcome.DECLINE: _("Do not publish"),
    Outcome.NOTHING: _("Leave the text, decide about the member"),
}
# What will happen, said before anybody presses.
CONSEQUENCES: Mapping[Outcome, Any] = {
    Outcome.KEEP: _("Nothing changes. Those who flagged it are told that you looked at it."),
    Outcome.HIDE: _(
        "Only its author and the team see it. The author reads why, and can change it once."
    ),
    Outcome.REMOVE: _("It goes, with what it earned. The author reads why, and can appeal."),
    Outcome.EDIT: _("Your words take its place. The author reads why; the old text is kept."),
    Outcome.MOVE: _("The topic goes to another channel. The author is told where it is."),
    Outcome.APPROVE: _("Everybody who may read the channel reads it now. The author is told."),
    Outcome.DECLINE: _("Nobody else reads it. The author keeps the text and can send it again."),
    Outcome.NOTHING: _("The text stays. What you choose below happens to its author."),
}
# As the member reads what was decided.
TOLD: Mapping[Outcome, Any] = {
    Outcome.KEEP: _("It stays as it is."),
    Outcome.HIDE: _("It is hidden: only you and the team see it. You can change it once."),
    Outcome.REMOVE: _("It was removed."),
    Outcome.EDIT: _("The team changed its words. Your text is kept in its history."),
    Outcome.MOVE: _("It stands in another channel now."),
    Outcome.APPROVE: _("It is published."),
    Outcome.DECLINE: _("It was not published. You keep the text, and can send it again."),
    Outcome.NOTHING: _("The text stays as it is."),
}
# The same in a word or two, for lists.
BECAME: Mapping[Outcome, Any] = {
    Outcome.HIDE: _("Hidden"),
    Outcome.REMOVE: _("Removed"),
    Outcome.EDIT: _("Changed by the team"),
    Outcome.MOVE: _("Moved"),
}
SIGNS: Mapping[Outcome, str] = {
    Outcome.HIDE: "eye-off",
    Outcome.REMOVE: "trash-2",
    Outcome.EDIT: "pencil",
    Outcome.MOVE: "folder-input",
}
SANCTIONS: Mapping[str, Any] = {
    "": _("Nothing more"),
    "warning": _("Warn"),
    "silence:24": _("No writing for 24 hours"),
    "silence:72": _("No writing for 3 days"),
    "silence:168": _("No writing for 7 days"),
    "silence:720": _("No writing for 30 days"),
    "silence:own": _("No writing, for hours of your own"),
    "suspension:24": _("Suspend for 24 hours"),
    "suspension:72": _("Suspend for 3 days"),
    "suspension:168": _("Suspend for 7 days"),
    "suspension:720": _("Suspend for 30 days"),
    "suspension:own": _("Suspend, for hours of your own"),
}
WEIGHTS: Mapping[int, Any] = {
    0: _("Does not count"),
    1: _("Light: 1"),
    3: _("Serious: 3"),
    10: _("Grave: 10"),
}
