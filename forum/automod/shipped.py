"""The rules that come with the forum. Their words stand in `wording`, in every language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forum.accounts.models import Standing

# Long enough for most spammers to show themselves.
YOUNG_DAYS = 14
MANY_LINKS = 2
SAME_HOURS = 24
SHOUTING = 70

# What is offered in texts that nobody asked for. Never a single common word.
PHRASES: Sequence[str] = (
    "check out my channel",
    "check out my video*",
    "check my channel",
    "check my video*",
    "check out this video on",
    "visit my channel",
    "subscribe to my",
    "subscribe to me",
    "sub to me",
    "sub for sub",
    "sub4sub",
    "please subscribe",
    "like and subscribe",
    "click here to",
    "make money online",
    "make money from home",
    "work from home",
    "earn money",
    "free entry",
    "free msg",
    "freemsg",
    "free gift*",
    "free ringtone*",
    "txt stop",
    "text stop",
    "reply stop",
    "to claim",
    "claim your",
    "claim now",
    "call now",
    "you have won",
    "you won a",
    "you've won",
    "u have won",
    "have been selected",
    "has been selected",
    "have been awarded",
    "guaranteed cash",
    "cash prize",
    "prize guaranteed",
    "weekly draw",
    "prize draw",
    "national rate",
    "per min",
    "p/min",
    "gift card*",
    "casino bonus",
    "online casino",
    "payday loan*",
    "instant loan*",
    "crypto invest*",
    "guaranteed profit*",
    "double your",
    "adult dating",
    "escort service*",
    "cheap viagra",
    "no prescription",
    "seo service*",
    "buy followers",
    "whatsapp me",
    "whatsapp +*",
    "gewinnspiel gewonnen",
    "sie haben gewonnen",
    "du hast gewonnen",
    "geld verdienen von zuhause",
    "schnell geld verdienen",
    "kredit ohne schufa",
)


@dataclass(frozen=True)
class Shipped:
    """A rule as it is supplied."""

    key: str
    conditions: Mapping[str, Any]
    do: str
    is_on: bool = True


def _is(what: str, **more: Any) -> dict[str, Any]:
    return {"is": what, **more}


_UNKNOWN = _is("standing", choice=Standing.BASIC.value)
RULES: Sequence[Shipped] = (
    Shipped(
        "spam-phrases",
        {
            "all": [
                _UNKNOWN,
                _is("words", text=", ".join(PHRASES), whole=True, case=False),
            ]
        },
        "hold",
    ),
    Shipped(
        "new-links",
        {
            "all": [
                _is("account_days", number=YOUNG_DAYS),
                _UNKNOWN,
                _is("links", number=MANY_LINKS),
            ]
        },
        "hold",
    ),
    Shipped("same-text", {"all": [_UNKNOWN, _is("repeat", number=SAME_HOURS)]}, "hold"),
    Shipped("own-contact", _is("contact", choice="own_mail"), "hint"),
    Shipped(
        "contact-data",
        {"any": [_is("contact", choice="mail"), _is("contact", choice="phone")]},
        "hint",
    ),
    Shipped("order-number", _is("contact", choice="order"), "hint"),
    Shipped("shouting", _is("caps", number=SHOUTING), "hint"),
    # Who shows a picture from a phone should not be stopped each time, unless the brand wants it.
    Shipped("no-alt", _is("no_alt"), "hint", is_on=False),
)
