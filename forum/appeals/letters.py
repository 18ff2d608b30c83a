"""The letter about an appeal: what somebody else of the team decided on it."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.appeals import doors
from forum.appeals.doors import Door
from forum.appeals.models import AppealOutcome
from forum.appeals.queries import Item
from forum.kernel.manifest import SampleLetter
from forum.mail import actions as mail
from forum.mail import compose


def decided(item: Item) -> None:
    """Tell the member what became of their appeal."""
    user, made = item.user, item.appeal
    if not user.email:
        return
    word = doors.word_for(Door(user.id, made.ruling_id, made.sanction_id))
    letter = compose.write(
        "appeals/decided",
        language=user.locale,
        name=user.display_name,
        outcome=str(made.outcome),
        words=made.words,
        link=compose.address("appeals.show", word=word),
    )
    mail.post("appeals.decided", to=user.email, **letter.parts)


_SAMPLE: dict[str, Any] = {
    "name": "Ada",
    "words": "We have read it again, and you are right: you quoted somebody else.",
    "link": "/appeals/word",
}
_LABELS = {
    AppealOutcome.UPHELD: _("An appeal: the decision stands"),
    AppealOutcome.REDUCED: _("An appeal: the decision is made milder"),
    AppealOutcome.OVERTURNED: _("An appeal: the decision is taken back"),
}
SAMPLES = [
    SampleLetter("appeals/decided", label, {**_SAMPLE, "outcome": str(one)}, f"appeals/{one}")
    for one, label in _LABELS.items()
]
