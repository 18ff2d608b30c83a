"""The word in a page by which a stream knows whose page it is, without asking the database."""

from datetime import timedelta

from flask import current_app

from forum.accounts.session import current_session, member, viewer
from forum.kernel import clock, tokens

PURPOSE = "live"
LASTS = timedelta(hours=36)
# Rounded, so that the same page has the same word for half a day.
STEP_SECONDS = 12 * 3600


def pass_for_viewer() -> str | None:
    """The pass of whoever looks: empty for guests, none for staff who look as somebody else."""
    if viewer().id != member().id:
        return None
    session = current_session()
    if viewer().is_guest or session is None:
        return ""
    ends = int((clock.now() + LASTS).timestamp()) // STEP_SECONDS * STEP_SECONDS
    words = f"{session.id}-{viewer().id}-{ends}"
    return tokens.signed(words, current_app.config["SECRET_KEY"], purpose=PURPOSE)
