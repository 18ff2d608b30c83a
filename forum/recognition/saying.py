"""How acts of recognition are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts, from_table
from forum.recognition.words import COUNTED, period_name, value_name

ACTS = Acts(
    verbs={
        "recognition.end_goal": _l("ended a goal of the group"),
        "recognition.end_round": _l("let nobody stand in the spotlight"),
        "recognition.let_pass": _l("let a milestone pass"),
        "recognition.offer": _l("asked a member for the spotlight"),
        "recognition.set_goal": _l("set a goal for the group"),
        "recognition.tell_of": _l("told everybody of it"),
        "recognition.thank": _l("said thanks in the name of the team"),
    },
    kinds={
        "group_goal": _l("goal of the group"),
        "member": _l("member"),
        "milestone": _l("milestone"),
        "round": _l("round of the spotlight"),
        "spotlight": _l("spotlight"),
    },
    facts={
        "count": _l("Number"),
        "period": _l("Month or week"),
        "target": _l("How many"),
        "title": _l("Title"),
        "topic": _l("Topic"),
        "value": _l("For being"),
        "what": _l("What is counted"),
    },
    values={"period": period_name, "value": value_name, "what": from_table(COUNTED)},
    refers={"topic": "topic"},
)
