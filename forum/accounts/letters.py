"""The letters that accounts need: each is written and posted here."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _

from forum.accounts import links, queries
from forum.accounts.models import EmailChange, Purpose, User
from forum.kernel.manifest import SampleLetter
from forum.mail import actions as mail
from forum.mail import compose

CONFIRM_HOURS = 72
RESET_HOURS = 1


def confirm(user: User) -> None:
    """Ask whether the address belongs to who signed up."""
    token = links.issue(user, Purpose.CONFIRM, hours=CONFIRM_HOURS)
    _post(user, "confirm", link=compose.address("accounts.confirm", token=token))


def address_known(user: User) -> None:
    """Tell a member that somebody wanted to sign up with their address."""
    _post(
        user,
        "address_known",
        sign_in=compose.address("accounts.sign_in"),
        reset=compose.address("accounts.ask_reset"),
    )


def approved(user: User) -> None:
    """Tell somebody who waited that they may come in."""
    _post(user, "approved", link=compose.address("accounts.sign_in"))


def turned_away(user: User, note: str) -> None:
    """Tell somebody who waited that it will not be."""
    _post(user, "turned_away", note=note)


def reset(user: User) -> None:
    """Send the link with which a password can be chosen anew."""
    token = links.issue(user, Purpose.RESET, hours=RESET_HOURS)
    _post(user, "reset", link=compose.address("accounts.reset", token=token))


def password_changed(user: User) -> None:
    """Tell a member that the password changed, in case it was somebody else."""
    _post(user, "password_changed", link=compose.address("accounts.ask_reset"))


def change_of_address(user: User, change: EmailChange, *, new_is_free: bool) -> None:
    """Ask both addresses; one that belongs to somebody else already is told so instead."""
    _ask(user, change, purpose=Purpose.CHANGE_OLD, to=user.email)
    if new_is_free:
        _ask(user, change, purpose=Purpose.CHANGE_NEW, to=change.new_email)
    else:
        _post(user, "address_taken", to=change.new_email)


def address_changed(user: User, old_email: str) -> None:
    """Tell the old address that the change is done."""
    _post(user, "address_changed", to=old_email, new_email=user.email)


def _ask(user: User, change: EmailChange, *, purpose: Purpose, to: str) -> None:
    token = links.issue(
        user, purpose, hours=queries.CHANGE_LASTS / timedelta(hours=1), data={"change": change.id}
    )
    link = compose.address("accounts.confirm_email", token=token)
    _post(user, purpose.value, to=to, link=link, new_email=change.new_email)


def _post(user: User, kind: str, *, to: str = "", **values: Any) -> None:
    letter = compose.write(
        f"accounts/{kind}", language=user.locale, username=user.username, **values
    )
    mail.post(f"accounts.{kind}", to=to or user.email, **letter.parts)


_LINK, _NEW = "/sign-in", "new@example.org"
_ADA = {"username": "ada", "link": _LINK}
SAMPLES = [
    SampleLetter("accounts/confirm", _("Confirm an address"), _ADA),
    SampleLetter(
        "accounts/address_known",
        _("Somebody signs up with the address of a member"),
        {"username": "ada", "sign_in": _LINK, "reset": _LINK},
    ),
    SampleLetter("accounts/approved", _("Somebody may come in"), _ADA),
    SampleLetter(
        "accounts/turned_away",
        _("Somebody may not come in"),
        {"username": "ada", "note": "This forum is for customers."},
    ),
    SampleLetter("accounts/reset", _("Choose another password"), _ADA),
    SampleLetter("accounts/password_changed", _("A password changed"), _ADA),
    SampleLetter(
        "accounts/change_old",
        _("A change of address, to the old one"),
        {**_ADA, "new_email": _NEW},
    ),
    SampleLetter(
        "accounts/change_new",
        _("A change of address, to the new one"),
        {**_ADA, "new_email": _NEW},
    ),
    SampleLetter(
        "accounts/address_taken", _("A change to the address of a member"), {"username": "ada"}
    ),
    SampleLetter(
        "accounts/address_changed",
        _("An address changed"),
        {"username": "ada", "new_email": _NEW},
    ),
]
