"""The letter to whoever of the ladder is asked."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.answering import doors, wording
from forum.answering.models import Ask, Call, Kind
from forum.kernel.manifest import SampleLetter
from forum.mail import actions as mail
from forum.mail import compose


def asked(ask: Ask, call: Call) -> None:
    """Ask somebody to see to a topic, or to press a button because it is a test."""
    user = ask.user
    letter = compose.write(
        "answering/asked",
        language=user.locale,
        name=user.display_name,
        title=call.topic.title if call.topic else "",
        kind=wording.KINDS[call.kind] if call.kind else "",
        link=compose.address("answering.take_call", asked=doors.word_for(ask.id)),
    )
    mail.post("answering.asked", to=user.email, **letter.parts)


_SAMPLE: dict[str, Any] = {"name": "Ada", "link": "/ladder/word"}
SAMPLES = [
    SampleLetter(
        "answering/asked",
        _("Somebody of the ladder is asked"),
        {**_SAMPLE, "title": "My order never came", "kind": str(Kind.COMPLAINT)},
        "answering/asked",
    ),
    SampleLetter(
        "answering/asked",
        _("Somebody of the ladder is asked as a test"),
        {**_SAMPLE, "title": "", "kind": ""},
        "answering/test",
    ),
]
