"""How acts about feedback and promises are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.feedback.words import STARTS
from forum.kernel.acts import Acts

ACTS = Acts(
    verbs={
        "feedback.begin": _l("began a form for feedback"),
        "feedback.add_question": _l("added a question"),
        "feedback.change_question": _l("asked a question in another way"),
        "feedback.remove_question": _l("took a question out"),
        "feedback.move_question": _l("moved a question"),
        "feedback.choose": _l("chose when feedback opens"),
        "feedback.publish": _l("began to ask for feedback"),
        "feedback.take_back": _l("made the form a draft again"),
        "feedback.respond": _l("said what was heard"),
        "feedback.promise": _l("promised something"),
        "feedback.change_promise": _l("said a promise anew"),
        "feedback.keep_promise": _l("kept a promise"),
    },
    kinds={"launch_promise": _l("promise"), "launch": _l("launch")},
    facts={
        "question": _l("Question"),
        "place": _l("Place"),
        "starts": _l("Opens"),
        "heard": _l("Heard"),
        "changes": _l("Changes"),
        "stays": _l("Stays"),
        "words": _l("Words"),
        "due": _l("Until"),
        "note": _l("How"),
    },
    values={"starts": lambda stored: STARTS.get(stored, stored)},
)
