"""What the site slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SiteSetUp:
    """A fresh site has an owner; higher slices give it its first things."""

    owner_id: int


@dataclass(frozen=True)
class SettingChosen:
    """A setting has another value from now on; nobody did it when the command line did."""

    key: str
    by_id: int | None
