"""What rules are called, and what they are for, in the words of pages."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from forum.points.models import Reason

NAMES: Mapping[Reason, Any] = {
    Reason.CUSTOMER: _("Somebody you invited became a customer"),
    Reason.INVITED: _("Somebody you invited stayed"),
    Reason.ANSWER: _("An accepted answer"),
    Reason.FEEDBACK: _("Feedback about a launch"),
    Reason.PROFILE: _("Saying who you are"),
    Reason.WELCOME: _("Welcoming a newcomer"),
    Reason.TOPIC: _("A new topic"),
    Reason.FLAG: _("A flag that was right"),
    Reason.REPLY: _("A reply"),
    Reason.REACTION: _("A reaction to your post"),
    Reason.PURCHASE: _("Buying in our shop"),
    Reason.STAFF: _("By hand, from the team"),
}
MEANINGS: Mapping[Reason, Any] = {
    Reason.CUSTOMER: _(
        "Somebody who came by your link bought in our shop for the first time, and kept it for 30 "
        "days."
    ),
    Reason.INVITED: _("Somebody who came by your link was here on 7 different days."),
    Reason.ANSWER: _("Your reply was accepted as the answer to somebody else's question."),
    Reason.FEEDBACK: _(
        "You got something in a launch, and said what you make of it. Once for each."
    ),
    Reason.PROFILE: _("Your profile has a picture and a few words about you. It counts once."),
    Reason.WELCOME: _("You were the first to reply to the first topic of somebody new."),
    Reason.TOPIC: _("You started a topic."),
    Reason.FLAG: _("You flagged something, and the team agreed."),
    Reason.REPLY: _("You wrote a reply."),
    Reason.REACTION: _("Somebody liked, thanked or cheered what you wrote."),
    Reason.PURCHASE: _(
        "For each whole unit of the currency that you paid, 30 days after; what goes back is "
        "taken off."
    ),
    Reason.STAFF: _("The team gave points or took some, and said why."),
}
ICONS: Mapping[Reason, str] = {
    Reason.CUSTOMER: "handshake",
    Reason.INVITED: "user-plus",
    Reason.ANSWER: "circle-check",
    Reason.FEEDBACK: "clipboard-list",
    Reason.PROFILE: "user",
    Reason.WELCOME: "hand",
    Reason.TOPIC: "message-circle",
    Reason.FLAG: "flag",
    Reason.REPLY: "reply",
    Reason.REACTION: "heart",
    Reason.PURCHASE: "shopping-bag",
    Reason.STAFF: "shield",
}
