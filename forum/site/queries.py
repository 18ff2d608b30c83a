"""Reading what the brand chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from forum.kernel.db import db
from forum.site import address, settings
from forum.site.models import ChosenSetting


@dataclass(frozen=True)
class Brand:
    """What every page shows of the brand."""

    name: str
    tagline: str

    @property
    def initial(self) -> str:
        """The first letter, for the mark."""
        return self.name[:1].upper()


def chosen_values() -> Mapping[str, Any]:
    """All settings that differ from their defaults, in one query."""
    rows = db.session.execute(select(ChosenSetting.key, ChosenSetting.value))
    return {row.key: row.value for row in rows}


def public_url() -> str:
    """The address of the site without a slash at its end, such as https://forum.example.org."""
    return address.public_url()


def brand() -> Brand:
    """The brand of this site."""
    return Brand(name=settings.NAME.get(), tagline=settings.TAGLINE.get())
