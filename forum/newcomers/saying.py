"""How acts for newcomers are said in the audit log."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts


def _offers(stored: Sequence[str]) -> str:
    """Channels and tags by their numbers, as they are kept."""
    return ", ".join(
        _("channel %(number)s", number=key[1:])
        if key.startswith("c")
        else _("tag %(number)s", number=key[1:])
        for key in stored
    )


ACTS = Acts(
    verbs={
        "newcomers.change_circle": _l("changed an inner circle"),
        "newcomers.claim": _l("answers a first post"),
        "newcomers.create_circle": _l("made an inner circle"),
        "newcomers.end_circle": _l("ended an inner circle"),
        "newcomers.end_link": _l("ended a link of invitation"),
        "newcomers.keep": _l("kept somebody in an inner circle"),
        "newcomers.offer": _l("chose what newcomers are asked for"),
        "newcomers.open_campaign": _l("made a link for a campaign"),
        "newcomers.pause_source": _l("paused a source of people"),
        "newcomers.pick": _l("took somebody into an inner circle"),
        "newcomers.resume_source": _l("let a source of people count again"),
        "newcomers.take_out": _l("took somebody out of an inner circle"),
        "newcomers.unclaim": _l("left a first post to others"),
    },
    kinds={
        "circle": _l("inner circle"),
        "invitation": _l("link of invitation"),
        "invitation_source": _l("source of people"),
        "post": _l("post"),
        "setting": _l("settings"),
    },
    facts={
        "fill": _l("Of a hundred members who help, so many come in"),
        "name": _l("Name"),
        "offers": _l("Interests that are offered"),
        "review_days": _l("Look at each place again after so many days"),
        "user_id": _l("Member"),
    },
    values={"offers": _offers},
)
