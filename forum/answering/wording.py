"""The words of answering: kinds of message, states, whose reply counts, and the steps that ship."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from forum.answering.models import Answerers, AnswerState, CallState, Kind, Pace, Source

KINDS: Mapping[Kind, Any] = {
    Kind.SAFETY: _("Safety"),
    Kind.PRESS: _("Press or legal"),
    Kind.ORDER: _("Order or payment"),
    Kind.COMPLAINT: _("Complaint"),
    Kind.QUESTION: _("Product question"),
    Kind.MENTION: _("Outside mention"),
    Kind.FIRST_POST: _("First post"),
    Kind.PRAISE: _("Praise"),
    Kind.IDEA: _("Idea"),
}
STATES: Mapping[AnswerState, Any] = {
    AnswerState.UNANSWERED: _("No answer yet"),
    AnswerState.ACKNOWLEDGED: _("Seen by the team"),
    AnswerState.ANSWERED: _("Replied to"),
    AnswerState.SOLVED: _("Solved"),
}
SIGNS: Mapping[AnswerState, str] = {
    AnswerState.UNANSWERED: "circle-dashed",
    AnswerState.ACKNOWLEDGED: "eye",
    AnswerState.ANSWERED: "message-circle",
    AnswerState.SOLVED: "circle-check",
}
PACES: Mapping[Pace, Any] = {
    Pace.HOURS: _("Within working hours"),
    Pace.ALWAYS: _("Day and night"),
}
ANSWERERS: Mapping[Answerers, Any] = {
    Answerers.TEAM: _("A reply of the team"),
    Answerers.ANYONE: _("A reply of anybody else"),
    Answerers.REACTION: _("A reply or a reaction of the team"),
    Answerers.SEEN: _("That somebody of the team has seen it"),
}
SOURCES: Mapping[Source, Any] = {
    Source.CHANNEL: _("by its channel"),
    Source.FIRST_POST: _("as a first post"),
    Source.RULE: _("by an automatic rule"),
    Source.TEAM: _("by the team"),
}
CALLS: Mapping[CallState, Any] = {
    CallState.RINGING: _("Somebody is being asked"),
    CallState.ACKNOWLEDGED: _("Somebody is on it"),
    CallState.ENDED: _("Ended by itself"),
    CallState.UNHEARD: _("Nobody said that they are on it"),
}
LEVELS: Mapping[int, Any] = {
    0: _("Nobody"),
    1: _("Level 1: moderator"),
    2: _("Level 2: lead of moderation"),
    3: _("Level 3: lead of the brand"),
    4: _("Level 4: management or legal"),
}
STEPS: Mapping[Kind, Sequence[Any]] = {
    Kind.SAFETY: (
        _("Tell them to stop using it, if somebody could be hurt."),
        _("Ask for the product and its batch, in private."),
        _("Call the lead, and say in the topic that you have."),
    ),
    Kind.PRESS: (
        _("Do not reply, and do not remove anything."),
        _("Pass it on to whoever speaks for the brand."),
    ),
    Kind.ORDER: (
        _("Say that you look into it, and by when."),
        _("Ask for the order number in a private message, never in the topic."),
        _("Say in the topic when it is done, without details."),
    ),
    Kind.COMPLAINT: (
        _("Say what you understood, in their words."),
        _("Say what you will do, and by when."),
        _("Do it, and come back to the topic to say so."),
    ),
    Kind.QUESTION: (
        _("Give members time to answer first."),
        _("Answer what is left open, or say who will."),
        _("Ask them to accept the answer that helped."),
    ),
    Kind.MENTION: (
        _("Read what was said before you write."),
        _("Answer where it was said, as the brand."),
        _("Note the link to your answer."),
    ),
    Kind.FIRST_POST: (
        _("Greet them by name."),
        _("Answer something that they wrote, and ask one thing."),
    ),
    Kind.PRAISE: (_("React, or say thank you in a sentence of your own."),),
    Kind.IDEA: (
        _("Thank them, and ask what it would be good for."),
        _("Answer once twenty members want it: planned, not now, or why not."),
    ),
}
