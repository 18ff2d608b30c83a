"""Many cases at once: first a page that says what will happen to each, then doing it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from forum.accounts.models import User
from forum.accounts.session import member, viewer
from forum.kernel.policy import NotFound, Refused
from forum.moderation import actions, queries
from forum.moderation.actions import AlreadyDecided, CaseChanged
from forum.moderation.admin import telling
from forum.moderation.admin.blueprint import bp
from forum.moderation.admin.working import here
from forum.moderation.models import Reviewable

MOST = 50
ACTS: Mapping[str, tuple[Any, Callable[[User, Reviewable], None]]] = {
    "approve": (_l("Approve all of them"), actions.approve),
    "reject": (_l("Reject all of them, without words to the members"), actions.reject),
    "claim": (_l("Take all of them in hand"), actions.claim),
    "release": (_l("Give all of them back"), actions.release),
}


@bp.get("/several")
def several() -> Response | str:
    """Say what will happen to the chosen cases, and what could be done with them."""
    ids = _ids(request.args.getlist("chosen"))
    if not ids:
        flash(_("Choose one or more cases first."), "info")
        return redirect(here())
    act = request.args.get("act", "claim")
    return render_template(
        "moderation/several.html",
        chosen=queries.open_entries(ids, by=viewer()),
        act=act if act in ACTS else "claim",
        acts={name: words for name, (words, _do) in ACTS.items()},
        telling=telling,
        where={name: request.args.get(name) for name in ("tab", "after")},
    )


@bp.post("/several")
def do_several() -> Response:
    """Do the same with every chosen case; what others changed meanwhile is left alone."""
    act = request.form.get("act", "")
    if act not in ACTS:
        raise NotFound
    words = [word.split(":") for word in request.form.getlist("chosen")][:MOST]
    versions = {pair[0]: pair[-1] for pair in words}
    done = 0
    for entry in queries.open_entries(_ids(list(versions)), by=member()):
        seen = versions[str(entry.case.id)]
        if _did(ACTS[act][1], entry.case, int(seen) if seen.isdecimal() else 0):
            done += 1
    _tell(done, len(versions) - done)
    return redirect(here())


def _did(do: Callable[[User, Reviewable], None], case: Reviewable, version: int) -> bool:
    """Do it with one case, in a transaction of its own; says whether it was done."""
    try:
        actions.expect_version(case, version)
        do(member(), case)
    except (AlreadyDecided, CaseChanged, NotFound, Refused):
        return False
    return True


def _tell(done: int, left: int) -> None:
    if done:
        flash(
            ngettext("Done with %(count)s case.", "Done with %(count)s cases.", done, count=done),
            "good",
        )
    if left:
        told = ngettext(
            "%(count)s case was left alone: somebody else has changed it, or it is not yours.",
            "%(count)s cases were left alone: others have changed them, or they are not yours.",
            left,
            count=left,
        )
        flash(told, "info")


def _ids(words: Sequence[str]) -> list[int]:
    """The numbers among these words, some of them."""
    numbers = [int(word) for word in words if word.isascii() and word.isdecimal()]
    return [number for number in numbers if 0 < number < queries.HIGHEST_ID][:MOST]
