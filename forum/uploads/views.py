"""Giving pictures and showing them."""

import logging
from http import HTTPStatus
from typing import TypeAlias

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from forum.accounts.models import Guest
from forum.accounts.session import member, viewer
from forum.kernel import slots
from forum.kernel.policy import Invalid, NotFound, Refused, require
from forum.uploads import brought, files, policy, queries, store
from forum.uploads.forms import REASONS, PictureForm, said
from forum.uploads.kept import Unreachable
from forum.uploads.models import Upload
from forum.web.errors import wants_json
from forum.web.limits import TooMany
from forum.web.shared import FOREVER, for_everybody

Answer: TypeAlias = BaseResponse | tuple[str, int]

log = logging.getLogger(__name__)
bp = Blueprint("uploads", __name__, url_prefix="/uploads")
# Seen before means asked again: who signs out, or is let out, sees no more.
ASK_AGAIN = "private, no-cache"
STATUS = {
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_often": HTTPStatus.TOO_MANY_REQUESTS,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "no_room": HTTPStatus.INSUFFICIENT_STORAGE,
    "silenced": HTTPStatus.FORBIDDEN,
    "sign_in_needed": HTTPStatus.UNAUTHORIZED,
}


@bp.get("/new")
@login_required
def new() -> str:
    """A form for those without scripts, and the line to copy for each picture given before."""
    require(policy.can_upload(member()))
    return _page(PictureForm())


@bp.post("")
def create() -> Answer:
    """Take a picture, from a script (which wants JSON) or from the form."""
    form = PictureForm()
    try:
        upload = brought.take(member(), form.file.data, alt=form.alt.data or "")
    except (Invalid, Refused, TooMany) as error:
        return _refuse(form, error)
    if not wants_json():
        return redirect(url_for(".new", made=upload.public_id))
    where = url_for(".show", public_id=upload.public_id)
    facts = {"id": upload.public_id, "address": where}
    answer = jsonify(**facts, width=upload.width, height=upload.height)
    answer.status_code = HTTPStatus.CREATED
    answer.headers["Location"] = where
    return answer


# Decoding takes its time: only the action itself, at its end, takes the right to write.
create.reads_only = True  # type: ignore[attr-defined]
create.takes_files = True  # type: ignore[attr-defined]


@bp.errorhandler(RequestEntityTooLarge)
def refuse_large(_error: RequestEntityTooLarge) -> Answer:
    """What was announced is more than any request may bring: nothing of it has been read."""
    error = Invalid("file", "too_large", most=policy.most_mb(member()))
    return _refuse(PictureForm(formdata=None), error)


@bp.get("/<public_id>")
@bp.get("/<public_id>/<int:width>")
def show(public_id: str, width: int = 0) -> Response:
    """A picture in a width, or in its own; for those who may see a place that shows it."""
    upload, uses = queries.upload_and_uses(public_id)
    # What a guest may see is the same for all: it is answered without a look at who asks.
    is_open = bool(policy.can_see(Guest(), upload, uses))
    if not is_open and not policy.can_see(viewer(), upload, uses):
        raise NotFound
    answer = _send(upload, width, cached=FOREVER if is_open else ASK_AGAIN)
    return for_everybody(answer) if is_open else answer


def _send(upload: Upload, width: int, *, cached: str) -> Response:
    file = files.file_for(upload, width)
    answer = _answer(file.name, upload.media_type, etag=f"{upload.sha256[:20]}-{file.form}")
    headers = answer.headers
    # A size that is still to be made must be asked for again.
    headers["Cache-Control"] = cached if file.is_final else ASK_AGAIN
    headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    headers["Content-Disposition"] = f'inline; filename="{upload.public_id}.webp"'
    headers["Cross-Origin-Resource-Policy"] = "same-site"
    return answer


def _answer(name: str, media_type: str, *, etag: str) -> Response:
    """The file; from a folder the server sends it itself, from elsewhere it passes through here.

    An address of the storage is never given away: it would outlast the right to see the picture.
    """
    path = store.on_disk(name)
    if path is not None:
        if not path.is_file():
            raise NotFound
        return send_file(path, mimetype=media_type, etag=etag)
    if etag in request.if_none_match:
        answer = Response(status=HTTPStatus.NOT_MODIFIED, mimetype=media_type)
    else:
        answer = Response(_fetched(name), mimetype=media_type)
    answer.set_etag(etag)
    return answer


def _fetched(name: str) -> bytes:
    try:
        return store.read(name)
    except FileNotFoundError:
        raise NotFound from None
    except Unreachable as error:
        log.error("a picture could not be fetched: %s", error)
        abort(HTTPStatus.SERVICE_UNAVAILABLE)


def _refuse(form: PictureForm, error: Invalid | Refused | TooMany) -> Answer:
    reason = _reason(error)
    words = _words(error, reason)
    status = STATUS.get(reason, HTTPStatus.UNPROCESSABLE_ENTITY)
    if wants_json():
        answer = jsonify(error=words, reason=reason)
        answer.status_code = status
        if isinstance(error, TooMany):
            answer.headers["Retry-After"] = str(error.seconds)
        return answer
    if member().is_guest:
        return redirect(url_for("accounts.sign_in", next=url_for(".new")))
    form.file.errors = [words]
    return _page(form), status


def _reason(error: Invalid | Refused | TooMany) -> str:
    if isinstance(error, Invalid):
        return error.reason
    return "too_often" if isinstance(error, TooMany) else error.verdict.reason


def _words(error: Invalid | Refused | TooMany, reason: str) -> str:
    """What is amiss; a script has no room for the ways to more than a page shows."""
    if not isinstance(error, Invalid):
        return str(REASONS[reason])
    words = said(error)
    if reason == "too_large" and wants_json() and slots.fill_page("uploads.larger", member()):
        return f"{words} {_('Some tiers allow larger pictures.')}"
    return words


def _page(form: PictureForm) -> str:
    made = request.args.get("made", "")
    mine = queries.latest_of(member())
    just_made = next((upload for upload in mine if upload.public_id == made), None)
    others = [upload for upload in mine if upload is not just_made]
    return render_template(
        "uploads/new.html",
        form=form,
        made=just_made,
        others=others,
        most_mb=policy.most_mb(member()),
    )
