"""A look at each letter that the forum can send, with people and things that do not exist."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.accounts.session import member
from forum.kernel.manifest import SampleLetter
from forum.kernel.policy import NotFound
from forum.mail import compose, trial
from forum.mail.compose import Written
from forum.notices import digests, queries
from forum.notices.kinds import DigestWhen
from forum.web.admin import require_admin, staff_blueprint
from forum.web.language import LANGUAGES
from forum.web.limits import Limit
from forum.web.security import CONTENT_SECURITY_POLICY

# A letter brings its looks along, and nothing else: no script, no form, nothing from anywhere.
POLICY_OF_LETTERS = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
POLICY_WITH_FRAME = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
TRIALS = Limit("test_letter", "20 per hour")
LEAVING = "/unsubscribe/sample"

bp = staff_blueprint("previews", __name__, at="mail/previews")
bp.before_request(require_admin)


@bp.get("")
def index() -> Response:
    return _page(_samples()[0])


@bp.get("/<letter>")
def show(letter: str) -> Response:
    return _page(_named(letter))


@bp.post("/<letter>/send")
def send(letter: str) -> Response:
    """Send the letter to whoever looks at it, at once, and say what the mail server answered."""
    sample = _named(letter)
    TRIALS.hit(member().id)
    outcome = trial.send("notices.trial", to=member().email, **_written(sample).parts)
    if outcome.is_good:
        flash(_("The letter is on its way to %(email)s.", email=member().email), "good")
    else:
        answer = outcome.answer or outcome.fate.value
        flash(_("The letter could not be sent: %(answer)s", answer=answer), "bad")
    return redirect(url_for(".show", letter=letter, **_asked()))


@bp.get("/<letter>/html")
def html(letter: str) -> Response:
    """The HTML face alone, to be shown in a frame that can do nothing."""
    answer = make_response(_written(_named(letter)).html)
    answer.headers["Content-Security-Policy"] = POLICY_OF_LETTERS
    return answer


def name_of(sample: SampleLetter) -> str:
    """The sample's name as one part of an address."""
    return (sample.name or sample.template).replace("/", ".")


def _page(sample: SampleLetter) -> Response:
    answer = make_response(
        render_template(
            "notices/admin/previews.html",
            groups=_groups(),
            sample=sample,
            name=name_of(sample),
            name_of=name_of,
            written=_written(sample),
            languages=LANGUAGES,
            language=_language(),
            for_member=request.args.get("member", "").strip(),
            has_member=_member() is not None,
            is_summary=sample is digests.SAMPLE,
            to=member().email,
        )
    )
    answer.headers["Content-Security-Policy"] = POLICY_WITH_FRAME
    return answer


def _samples() -> Sequence[SampleLetter]:
    found: Sequence[SampleLetter] = current_app.extensions["letters"]
    return found


def _groups() -> Mapping[str, Sequence[SampleLetter]]:
    """The samples by the folder of their template, letters of the site itself first."""
    groups: dict[str, list[SampleLetter]] = {}
    for sample in _samples():
        groups.setdefault(sample.template.rpartition("/")[0], []).append(sample)
    return groups


def _named(name: str) -> SampleLetter:
    found = next((sample for sample in _samples() if name_of(sample) == name), None)
    if found is None:
        raise NotFound
    return found


def _asked() -> dict[str, Any]:
    """The same letter again: its language, and for whom."""
    return {"language": _language(), "member": request.args.get("member") or None}


def _language() -> str | None:
    asked = request.args.get("language")
    return asked if asked in LANGUAGES else None


def _written(sample: SampleLetter) -> Written:
    leave = _whole(LEAVING) if sample.template.startswith("notices/") else ""
    reader = _member()
    if sample is digests.SAMPLE and reader is not None:
        values = digests.values_for(reader, _contents_for(reader))
    else:
        values = {name: _whole(value) for name, value in sample.values.items()}
    return compose.write(sample.template, language=_language(), leave=leave, **values)


def _member() -> User | None:
    """For whom the summary is to be shown; nobody for a name that is not there."""
    name = request.args.get("member", "").strip().removeprefix("@")
    try:
        return accounts.member_named(name) if name else None
    except NotFound:
        return None


def _contents_for(member: User) -> queries.Contents:
    """What the member's summary would say now, but for their own notices: those are private."""
    return queries.contents_for(member, DigestWhen.WEEKLY, with_lines=False)


def _whole(value: Any) -> Any:
    """A path of a sample as an address of this site, because only those become buttons."""
    if isinstance(value, list):
        return [{name: _whole(held) for name, held in each.items()} for each in value]
    is_path = isinstance(value, str) and value.startswith("/")
    return current_app.extensions["config"].public_url + value if is_path else value
