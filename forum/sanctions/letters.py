"""The letters about sanctions: that one begins, has ended, or was taken back."""

from datetime import UTC, datetime
from typing import Any

from babel.dates import format_date, format_time, get_timezone, get_timezone_name
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from forum.accounts.models import User
from forum.kernel.manifest import SampleLetter
from forum.mail import actions as mail
from forum.mail import compose
from forum.sanctions import doors
from forum.sanctions.models import SanctionKind
from forum.sanctions.queries import Entry


def began(entry: Entry) -> None:
    """Tell a member what was decided: why, for how long, and how to ask for another look."""
    _post("began", entry)


def lifted(entry: Entry) -> None:
    """Tell a member that something was taken back."""
    _post("lifted", entry, words=entry.sanction.lift_words)


def ended(entry: Entry) -> None:
    """Tell a member that a silence or a suspension is over."""
    _post("ended", entry)


def _post(template: str, entry: Entry, **more: Any) -> None:
    user, sanction = entry.user, entry.sanction
    if user is None or not user.email:
        return
    values: dict[str, Any] = {
        "name": user.display_name,
        "kind": str(sanction.kind),
        "words": sanction.words,
        "until": _told(sanction.ends_at, user.time_zone),
        "clause": entry.clause,
        "link": _link(user, entry),
    }
    letter = compose.write(f"sanctions/{template}", language=user.locale, **(values | more))
    mail.post(f"sanctions.{template}", to=user.email, **letter.parts)


def _link(user: User, entry: Entry) -> str:
    return compose.address("sanctions.statement", word=doors.word_for(user.id, entry.sanction.id))


def _told(moment: datetime | None, zone: str | None) -> LazyString | str:
    """A moment with its time zone, said when the letter is written, in its own language."""
    return LazyString(_moment, moment, zone or "UTC") if moment else ""


def _moment(moment: datetime, zone: str) -> str:
    locale, there = get_locale() or "en", get_timezone(zone)
    day = format_date(moment.astimezone(there).date(), "long", locale=locale)
    time = format_time(moment, "short", tzinfo=there, locale=locale)
    return f"{day}, {time} ({get_timezone_name(moment.astimezone(there), 'short', locale=locale)})"


_SAMPLE_END = datetime(2026, 12, 4, 15, 30, tzinfo=UTC)
_SAMPLE: dict[str, Any] = {
    "name": "Ada",
    "words": "You called another member names twice. Please stay with the subject.",
    "until": _told(_SAMPLE_END, None),
    "clause": {"number": 2, "title": "Be kind to people", "guidelines_number": 3},
    "link": "/decisions/word",
}
_LABELS = {
    SanctionKind.WARNING: _("A member is warned"),
    SanctionKind.SILENCE: _("A member may not write for a while"),
    SanctionKind.SUSPENSION: _("A member may not come in for a while"),
    SanctionKind.REMOVAL: _("A member is removed"),
}
SAMPLES = [
    *(
        SampleLetter("sanctions/began", label, {**_SAMPLE, "kind": str(kind)}, f"sanctions/{kind}")
        for kind, label in _LABELS.items()
    ),
    SampleLetter(
        "sanctions/ended", _("A pause is over"), {**_SAMPLE, "kind": str(SanctionKind.SILENCE)}
    ),
    SampleLetter(
        "sanctions/lifted",
        _("Something decided about a member is taken back"),
        {**_SAMPLE, "kind": str(SanctionKind.SUSPENSION), "words": "We have looked at it again."},
    ),
]
