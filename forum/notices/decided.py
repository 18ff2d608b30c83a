"""What notices say of the work of the team: to whom it decided about, who flagged, and the team."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from forum.notices import approved
from forum.notices.kinds import NoticeKind
from forum.notices.saying import Chosen, Facts, News, Plain, Sayings

STATEMENT = ("moderation.statement", {"ruling_id": "ruling"})
MINE = "sanctions.mine"
QUEUE = "moderation_admin.queue"
WHY = _("Read which rule it was about, what was seen, and how to ask for another look.")


def _ruled(said: Any) -> Plain:
    return Plain("scale", said, WHY, _("Read why"), *STATEMENT)


def _sanctioned(sign: str, said: Any) -> Plain:
    more = _("Read why, until when, and how to ask for another look.")
    return Plain(sign, said, more, _("Read why"), MINE)


def _answered(said: Any, more: Any, *place: Any) -> Plain:
    return Plain("gavel", said, more, _("Read the answer"), *(place or (MINE,)))


def _over(said: Any, more: Any) -> Plain:
    return Plain("undo-2", said, more, _("See what was decided"), MINE)


HIDDEN = Plain(
    "eye-off",
    _("A text of yours is hidden while the team looks at it"),
    _("Members asked for a look. Nothing is lost: you can change it once, and are told soon."),
    _("Look at it"),
    "topics.post",
    {"post_id": "post"},
)
RULING = Chosen(
    "outcome",
    {
        "keep": _ruled(_("The team has looked at a text of yours, and shows it again")),
        "hide": _ruled(_("The team has hidden a text of yours")),
        "remove": _ruled(_("The team has removed a text of yours")),
        "edit": _ruled(_("The team has changed a text of yours")),
        "move": _ruled(_("The team has moved a topic of yours")),
        "other": _ruled(_("The team has decided something about you")),
    },
)
SANCTION = Chosen(
    "kind",
    {
        "warning": _sanctioned("triangle-alert", _("The team has warned you")),
        "silence": _sanctioned("message-square-off", _("You cannot write here for a while")),
        "suspension": _sanctioned("lock", _("You cannot come in for a while")),
        "removal": _sanctioned("user-x", _("Your account is closed")),
    },
)
SANCTION_OVER = Chosen(
    "what",
    {
        "ended": _over(_("You can write here again"), _("The pause is over. Welcome back.")),
        "lifted": _over(
            _("Something decided about you was taken back"),
            _("It does not count against you any more."),
        ),
    },
)


def _appeal_is_here(facts: Facts, name: str) -> News:
    """That it has come, and how soon it should be answered as was promised when it came."""
    more, hours = _("Somebody who had no part in the decision reads it."), facts.get("hours")
    if hours:
        more = f"{more} {_soon(hours)}"
    return _answered(_("We have your request for another look"), more)(facts, name)


def _soon(hours: int) -> str:
    said = ngettext(
        "You should be told within %(num)s hour.", "You should be told within %(num)s hours.", hours
    )
    return str(said)


UPHELD = (
    _("Your request was looked at: the decision stands"),
    _("Somebody else has read it all again, and says why."),
)
REDUCED = (
    _("Your request was looked at: the decision is milder now"),
    _("Somebody else has read it all again, and says why."),
)
OVERTURNED = (
    _("Your request was looked at: the decision is taken back"),
    _("You were right to ask. Everything is as it was before."),
)
# A decision on a text has a page of its own; one about a member stands with the others.
APPEAL_ANSWERED = {
    "upheld": _answered(*UPHELD, *STATEMENT),
    "reduced": _answered(*REDUCED, *STATEMENT),
    "overturned": _answered(*OVERTURNED, *STATEMENT),
    "upheld:member": _answered(*UPHELD),
    "reduced:member": _answered(*REDUCED),
    "overturned:member": _answered(*OVERTURNED),
}
FLAG_SETTLED = Chosen(
    "agreed",
    {
        True: Plain(
            "flag",
            _("The team agreed with you about something you flagged"),
            _("It did something about it. Thank you for looking after this place."),
            _("Read the guidelines"),
            "pages.guidelines",
        ),
        False: Plain(
            "flag",
            _("The team looked at something you flagged, and keeps it"),
            _("It keeps the rules, as far as the team can see. Thank you for asking."),
            _("Read the guidelines"),
            "pages.guidelines",
        ),
    },
)
SOLVED = Chosen(
    "what",
    {
        "complaint": Plain(
            "circle-question-mark",
            _("%(name)s says that your complaint is settled. Is it?"),
            _("Yes, partly or no: with a no the team looks at it again."),
            _("Say whether it is"),
            "replies.rate",
            {"topic_id": "topic"},
        ),
        "answer": Plain(
            "circle-question-mark",
            _("Did the answer of %(name)s solve it?"),
            _("Yes, partly or no: one press is enough, and it helps the team to answer better."),
            _("Say whether it did"),
            "replies.solved",
            {"use_id": "use"},
        ),
    },
)
SECOND = Chosen(
    "about",
    {
        **approved.SAYINGS,
        "member": Plain(
            "scale",
            _("The removal of a member waits for a second person"),
            _("Two people decide on it together, one of them an admin."),
            _("Look at it"),
            "sanctions_admin.record",
            {"user_id": "user"},
        ),
        "text": Plain(
            "scale",
            _("A removal waits for a second person"),
            _("It is about criticism of us, so two people must agree."),
            _("Look at it"),
            "moderation.ask_second",
            {"ruling_id": "ruling"},
        ),
    },
)


def _freed(facts: Facts, name: str) -> News:
    """How many cases wait for the whole team again."""
    said = ngettext(
        "A case waits for your whole team again",
        "%(num)s cases wait for your whole team again",
        facts.get("count", 1),
    )
    more = _("Whoever had it in hand is of the team no more, or not there.")
    return Plain("inbox", said, more, _("Look at it"), QUEUE, {"case": "case"})(facts, name)


CASE = Chosen(
    "what",
    {
        "freed": _freed,
        "passed": Plain(
            "arrow-up-right",
            _("%(name)s has passed a case on to you"),
            "%(words)s",
            _("Look at it"),
            QUEUE,
            {"case": "case"},
        ),
        "sent": Plain(
            "users",
            _("%(name)s has sent a case to your team"),
            "%(words)s",
            _("Look at it"),
            QUEUE,
            {"case": "case"},
        ),
        "given": Plain(
            "user",
            _("%(name)s has given a case to you"),
            "%(words)s",
            _("Look at it"),
            QUEUE,
            {"case": "case"},
        ),
        "for_you": Plain(
            "inbox",
            _("There is a case for you"),
            _("A rule gave it to you, or whoever had it is not there."),
            _("Look at it"),
            QUEUE,
            {"case": "case"},
        ),
        "dealt": Plain(
            "inbox",
            _("There is a case for you"),
            _("It was dealt to you, because you have the fewest."),
            _("Look at it"),
            QUEUE,
            {"case": "case"},
        ),
    },
)
ROUND = ("training_admin.round_of_cases", {"calibration_id": "round"})
TRAINING = Chosen(
    "what",
    {
        "ends": Plain(
            "graduation-cap",
            _("Your training counts only for some days more"),
            _("Take the course again whenever it suits you. It comes in another order."),
            _("To the training"),
            "training_admin.index",
        ),
        "opened": Plain(
            "scale",
            _("The same cases for the whole team are here"),
            _("Decide on them alone; you see together where you differ."),
            _("Answer alone"),
            *ROUND,
        ),
        "late": Plain(
            "hourglass",
            _("Half of the time for the cases of the team is over"),
            _("You have not answered all of them yet. You can go on where you stopped."),
            _("Go on"),
            *ROUND,
        ),
        "closed": Plain(
            "scale",
            _("You can see where the team agrees"),
            _("Cases on which you differ stand first: say what you think of them."),
            _("Look at it"),
            *ROUND,
        ),
    },
)
SAYINGS: Sayings = {
    NoticeKind.TRAINING: TRAINING,
    NoticeKind.HIDDEN: HIDDEN,
    NoticeKind.RULING: RULING,
    NoticeKind.SANCTION: SANCTION,
    NoticeKind.SANCTION_OVER: SANCTION_OVER,
    NoticeKind.APPEAL: Chosen("outcome", {**APPEAL_ANSWERED, "": _appeal_is_here}),
    NoticeKind.FLAG_SETTLED: FLAG_SETTLED,
    NoticeKind.SOLVED: SOLVED,
    NoticeKind.SECOND: SECOND,
    NoticeKind.CASE: CASE,
}
