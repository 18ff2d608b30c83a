"""The way out of letters, without signing in: a page to choose on, one click for programs."""

from flask import redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.kernel.policy import NotFound
from forum.notices import actions, leaving
from forum.notices.kinds import LABELS
from forum.notices.leaving import Leaving
from forum.notices.views.blueprint import bp
from forum.reading import actions as reading
from forum.reading.models import Level
from forum.topics.models import Topic
from forum.topics.queries import visible_topic
from forum.web.limits import Limit, address

OFTEN = Limit("leaving", "60 per hour")


@bp.get("/unsubscribe/<word>")
def leave(word: str) -> str:
    """What can be ended; looking at the page ends nothing."""
    found, reader = _read(word)
    return _page(word, found, reader, done=request.args.get("done", ""))


def _page(word: str, found: Leaving, reader: User, *, done: str) -> str:
    return render_template(
        "notices/leave.html",
        word=word,
        label=LABELS[found.subject][0] if found.subject else _("Summary"),
        topic=_topic(found, reader),
        done=done,
    )


@bp.post("/unsubscribe/<word>")
def leave_at_once(word: str) -> str:
    """What a mail program sends when its reader presses its button (RFC 8058).

    It carries no token of a form; the signed word itself is one, and only the letter has it. The
    answer is a page and leads nowhere else: programs need not follow.
    """
    found, reader = _read(word)
    _stop(found, reader)
    return _page(word, found, reader, done="kind")


@bp.post("/unsubscribe/<word>/some")
def leave_some(word: str) -> Response:
    """End what was chosen on the page."""
    found, reader = _read(word)
    what = request.form.get("what", "")
    topic = _topic(found, reader)
    if what == "topic" and topic is not None:
        reading.follow_topic(reader, topic, Level.MUTED)
    elif what == "all":
        actions.stop_letters(reader)
    else:
        what = "kind"
        _stop(found, reader)
    return redirect(url_for(".leave", word=word, done=what))


def _stop(found: Leaving, reader: User) -> None:
    if found.subject is None:
        actions.stop_digest(reader)
    else:
        actions.stop_letters(reader, found.subject)


def _read(word: str) -> tuple[Leaving, User]:
    """What the word says, and whose letters it ends: also those of the member whom its reader
    became, since then."""
    OFTEN.hit(address())
    found = leaving.read(word)
    reader = accounts.member_by_id(found.user_id)
    if reader is None:
        raise NotFound
    return found, accounts.member_named(reader.username)


def _topic(found: Leaving, reader: User) -> Topic | None:
    """The topic of the letter, while its reader may see it."""
    if found.topic_id is None:
        return None
    try:
        return visible_topic(reader, found.topic_id)
    except NotFound:
        return None


@bp.record_once
def _exempt(state: BlueprintSetupState) -> None:
    """The one door that opens without a form's token: see `leave_at_once`."""
    state.app.extensions["csrf"].exempt(leave_at_once)
