"""Reading what the brand chose."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from forum.accounts import queries as accounts
from forum.accounts.models import OneTimeLink, Purpose
from forum.kernel import clock, tokens
from forum.kernel import settings as kernel
from forum.kernel.db import db
from forum.kernel.direct import Direct
from forum.kernel.policy import NotFound
from forum.kernel.settings import Setting
from forum.site import address, palette, settings
from forum.site.colours import contrast
from forum.site.models import ChosenSetting
from forum.site.stylesheet import Look


@dataclass(frozen=True)
class Brand:
    """What every page shows of the brand. The version changes with the look."""

    name: str
    tagline: str
    look: Look
    # The address of the logo's picture, or nothing.
    logo: str

    @property
    def initial(self) -> str:
        """The first letter, for the mark."""
        return self.name[:1].upper()

    @property
    def colour(self) -> str:
        """The brand's colour as #rrggbb."""
        return self.look.colour

    @property
    def sign(self) -> tuple[str, str]:
        """The colours of the brand's sign as #rrggbb: its ground, and the letter on it."""
        tints = palette.tints(self.colour, palette.LIGHT)
        return tints.brand.hex, tints.on_brand.hex

    @cached_property
    def version(self) -> str:
        """A word that changes whenever the brand looks different."""
        return hashlib.sha256("|".join([self.initial, *self.look]).encode()).hexdigest()[:10]


@dataclass(frozen=True)
class PurposeOfSite:
    """Why the community is here, for whom, and what its team promises."""

    purpose: str
    people: str
    together: str
    values: str
    gives: str
    promises: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said yet."""
        told = (self.purpose, self.people, self.together, self.values, self.gives, *self.promises)
        return not any(told)


@dataclass(frozen=True)
class Pair:
    """What a scheme makes of a colour: a ground with words on it, and the colour as text."""

    scheme: str
    ground: str
    words: str
    # From 1 to 21; WCAG asks for 4.5.
    contrast: float
    text: str
    text_contrast: float


def pairs_of(colour: str) -> tuple[Pair, ...]:
    """The pairs that the brand's colour becomes on light and on dark pages."""
    return tuple(_pair(colour, scheme) for scheme in (palette.LIGHT, palette.DARK))


def _pair(colour: str, scheme: palette.Scheme) -> Pair:
    tints = palette.tints(colour, scheme)
    return Pair(
        scheme="dark" if scheme.is_dark else "light",
        ground=tints.brand.hex,
        words=tints.on_brand.hex,
        contrast=contrast(tints.brand, tints.on_brand),
        text=tints.strong.hex,
        text_contrast=min(contrast(tints.strong, ground) for ground in scheme.grounds),
    )


def chosen_values() -> Mapping[str, Any]:
    """All settings that differ from their defaults, in one query."""
    return {row[0]: row[1] for row in _CHOSEN.rows()}


def public_url() -> str:
    """The address of the site without a slash at its end, such as https://forum.example.org."""
    return address.public_url()


def brand() -> Brand:
    """The brand of this site, put together once for what is chosen."""
    return kernel.made_once("brand", _brand)


def _brand() -> Brand:
    logo = settings.LOGO.get()
    return Brand(
        name=settings.NAME.get(),
        tagline=settings.TAGLINE.get(),
        look=Look(settings.COLOUR.get(), settings.VOICE.get(), settings.CORNERS.get()),
        logo=f"/uploads/{logo}/320" if logo else "",
    )


def purpose() -> PurposeOfSite:
    """What the owner said about the community."""
    return PurposeOfSite(
        purpose=settings.PURPOSE.get(),
        people=settings.PEOPLE.get(),
        together=settings.TOGETHER.get(),
        values=settings.VALUES.get(),
        gives=settings.GIVES.get(),
        promises=tuple(promise.get() for promise in settings.PROMISES if promise.get()),
    )


def require_set_up(token: str) -> None:
    """Raise NotFound unless this is the living set-up link of a site without an owner."""
    query = select(OneTimeLink.id).where(living_set_up_link(token))
    if accounts.admin_count() > 0 or db.session.scalar(query) is None:
        raise NotFound


def living_set_up_link(token: str) -> ColumnElement[bool]:
    """Finds the set-up link of this token, if it is neither used nor too old."""
    return and_(
        OneTimeLink.purpose == Purpose.SET_UP,
        OneTimeLink.token_hash == tokens.digest(token),
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > clock.now(),
    )


def setting(key: str) -> Setting[Any]:
    """The declared setting of this key. Raises NotFound."""
    found = kernel.declared().by_key.get(key)
    if found is None:
        raise NotFound
    return found


def all_settings() -> Mapping[str, Setting[Any]]:
    """Every setting that a slice declares, by key, in the order of the keys."""
    return dict(sorted(kernel.declared().by_key.items()))


_CHOSEN = Direct(select(ChosenSetting.key, ChosenSetting.value))
