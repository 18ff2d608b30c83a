"""What the worker does for mail: sends one letter, and forgets old ones."""

from typing import Any

from forum.kernel.db import db
from forum.kernel.manifest import Schedule
from forum.mail import actions, carrier, queries


def send(payload: dict[str, Any]) -> None:
    """Send the letter unless that is done; an error lets the job come again."""
    letter = queries.letter(payload["letter"])
    # The mail server may be slow: no transaction stays open meanwhile.
    db.session.close()
    if letter is None or letter.is_settled:
        return
    try:
        carrier.carry(letter)
    except carrier.AddressRefused as error:
        actions.note_refused(letter.id, str(error))
    except carrier.Undeliverable as error:
        actions.note_failed(letter.id, str(error))
    except Exception as error:
        actions.note_trouble(letter.id, f"{type(error).__name__}: {error}")
        raise
    else:
        actions.note_sent(letter.id)


def purge(_payload: dict[str, Any]) -> None:
    """Forget letters that were settled long ago."""
    actions.purge()


ALL = {queries.SEND: send, "mail.purge": purge}
# A mail server that takes its time shall not keep the worker from everything else.
HANDS = {queries.SEND: 2}
SCHEDULES = [Schedule("mail.purge", 24 * 3600)]
