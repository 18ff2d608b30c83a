"""How acts on saved replies and complaints are said in the audit log."""

from datetime import date

from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts


def _day(stored: str) -> str:
    return str(format_date(date.fromisoformat(stored), "long"))


ACTS = Acts(
    verbs={
        "replies.create": _l("wrote a saved reply"),
        "replies.change": _l("changed a saved reply"),
        "replies.review": _l("looked a saved reply through"),
        "replies.archive": _l("put a saved reply away"),
        "replies.bring_back": _l("brought a saved reply back"),
        "replies.talk": _l("wrote to who complains, in private"),
        "replies.promise": _l("promised something to who complains"),
        "replies.keep": _l("kept what was promised"),
        "replies.take_promise_back": _l("took a promise back"),
        "replies.close": _l("closed a complaint"),
    },
    kinds={"saved_reply": _l("saved reply"), "topic": _l("topic")},
    facts={
        "title": _l("Title"),
        "version": _l("Version"),
        "reviewed": _l("Looked through"),
        "promise": _l("Promise"),
        "day": _l("Until"),
        "outcome": _l("What was done"),
    },
    values={"day": _day},
)
