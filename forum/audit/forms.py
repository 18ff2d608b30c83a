"""What narrows the audit log down, as it stands in the address of the page."""

from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta, tzinfo
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, Form, SearchField, StringField
from wtforms.validators import Optional

from forum.accounts import queries as accounts
from forum.audit.queries import Wanted
from forum.kernel.policy import NotFound
from forum.web.numbers import LARGEST

# Nobody acts under this number: what is asked for in vain is not found.
NOBODY = -1


class WantedForm(Form):
    """Reads an address; nothing is changed by it, so it needs no token against forgery."""

    who = SearchField(_("Who"))
    verb = SearchField(_("What was done"))
    thing = StringField(_("To what"))
    since = DateField(_("From"), [Optional()])
    until = DateField(_("To"), [Optional()])

    @property
    def asks(self) -> bool:
        """Whether anything is asked for at all."""
        return any(field.raw_data and field.raw_data[0].strip() for field in self)

    def wanted(self, zone: tzinfo | None) -> Wanted:
        """What is asked for; days begin and end where the reader lives."""
        kind, number = _thing(_typed(self.thing))
        return Wanted(
            verb=_typed(self.verb),
            actor_id=_actor_id(_typed(self.who)),
            kind=kind,
            target_id=number,
            since=_beginning(self.since.data, zone),
            before=_end(self.until.data, zone),
        )


def _typed(field: Any) -> str:
    return (field.data or "").replace("\x00", "").strip()


def _actor_id(name: str) -> int | None:
    if not name:
        return None
    try:
        return accounts.member_named(name.removeprefix("@")).id
    except NotFound:
        return NOBODY


def _thing(words: str) -> tuple[str, int | None]:
    """Of `topic 42` the kind and the number; either may be missing."""
    kind, number = words.rpartition(" ")[::2]
    if not number.isdecimal():
        return words, None
    return kind.strip(), min(int(number), LARGEST)


def _end(day: date | None, zone: tzinfo | None) -> datetime | None:
    beginning = _beginning(day, zone)
    return beginning + timedelta(days=1) if beginning else None


def _beginning(day: date | None, zone: tzinfo | None) -> datetime | None:
    # The first and the last years of the calendar cannot be told in every zone.
    told = day is not None and MINYEAR < day.year < MAXYEAR
    return datetime.combine(day, time.min, tzinfo=zone) if day and told else None
