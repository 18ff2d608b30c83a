"""How acts of answering are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.answering import showing, wording
from forum.kernel.acts import Acts, from_table

ACTS = Acts(
    verbs={
        "answering.choose_kind": _l("said of what kind a topic is"),
        "answering.choose_for_channel": _l("said of what kind topics of a channel are"),
        "answering.change_protocol": _l("changed how a kind of message is answered"),
        "answering.reset_protocol": _l("let a kind of message be answered as it ships"),
        "answering.arrange_ladder": _l("arranged the ladder"),
        "answering.try_ladder": _l("tried the ladder"),
        "answering.acknowledge_call": _l("took a call"),
        "answering.acknowledge": _l("has seen a topic"),
        "answering.wait": _l("waits for the author of a topic"),
        "answering.go_on": _l("let the clock of a topic go on"),
        "answering.finish": _l("said that all is done in a topic"),
        "answering.reopen": _l("said that a topic is not done"),
    },
    kinds={
        "topic": _l("topic"),
        "channel": _l("channel"),
        "protocol": _l("protocol"),
        "ladder": _l("ladder"),
        "call": _l("call"),
    },
    facts={
        "kind": _l("Kind of message"),
        "first": _l("First answer within"),
        "final": _l("All done within"),
        "pace": _l("Which time counts"),
        "team": _l("Team"),
        "answerers": _l("Whose answer counts"),
        "level": _l("Level"),
        "steps": _l("Steps"),
        "is_on": _l("Switched on"),
        **{str(number): said for number, said in wording.LEVELS.items()},
    },
    values={
        "kind": from_table(wording.KINDS),
        "first": showing.span,
        "final": showing.span,
        "pace": from_table(wording.PACES),
        "answerers": from_table(wording.ANSWERERS),
    },
)
