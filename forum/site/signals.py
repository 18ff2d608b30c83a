"""What the site slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SiteSetUp:
    """A fresh site has an owner; higher slices give it its first things."""

    owner_id: int
