"""What notices say of decisions of the team: what was hidden, decided, taken back, flagged."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from forum.notices.kinds import NoticeKind
from forum.notices.saying import Facts, News

POST = "topics.post"


def _hidden(facts: Facts, _name: str) -> News:
    return News(
        "eye-off",
        _("A text of yours is hidden while the team looks at it"),
        _("Members asked for a look. Nothing is lost: you can change it once, and are told soon."),
        _("Look at it"),
        POST,
        {"post_id": facts.get("post", 0)},
    )


def _ruling(facts: Facts, _name: str) -> News:
    sentences = {
        "keep": _("The team has looked at a text of yours, and shows it again"),
        "hide": _("The team has hidden a text of yours"),
        "remove": _("The team has removed a text of yours"),
        "edit": _("The team has changed a text of yours"),
        "move": _("The team has moved a topic of yours"),
    }
    return News(
        "scale",
        sentences.get(facts.get("outcome", ""), _("The team has decided something about you")),
        _("Read which rule it was about, what was seen, and how to ask for another look."),
        _("Read why"),
        "moderation.statement",
        {"ruling_id": facts.get("ruling", 0)},
    )


def _overturned(facts: Facts, _name: str) -> News:
    return News(
        "undo-2",
        _("A decision about you was taken back"),
        _("Somebody else has looked at it again. Everything is as it was before."),
        _("See what was decided"),
        "moderation.statement",
        {"ruling_id": facts.get("ruling", 0)},
    )


def _settled(facts: Facts, _name: str) -> News:
    if facts.get("agreed"):
        said = _("The team agreed with you about something you flagged")
        more = _("It did something about it. Thank you for looking after this place.")
    else:
        said = _("The team looked at something you flagged, and keeps it")
        more = _("It keeps the rules, as far as the team can see. Thank you for asking.")
    return News("flag", said, more, _("Read the guidelines"), "pages.guidelines")


def _second(facts: Facts, _name: str) -> News:
    return News(
        "scale",
        _("A removal waits for a second person"),
        _("It is about criticism of us, so two people must agree."),
        _("Look at it"),
        "moderation.ask_second",
        {"ruling_id": facts.get("ruling", 0)},
    )


SAYINGS: Mapping[NoticeKind, Callable[[Facts, str], News]] = {
    NoticeKind.HIDDEN: _hidden,
    NoticeKind.RULING: _ruling,
    NoticeKind.OVERTURNED: _overturned,
    NoticeKind.FLAG_SETTLED: _settled,
    NoticeKind.SECOND: _second,
}
