"""Who lives in the demonstration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from forum.accounts.models import Role
from forum.demo import sources

OWNER = "ruth"
HOST = "lena"
ENGINEER = "kei"
TEAM = (OWNER, HOST, ENGINEER)


@dataclass(frozen=True)
class Person:
    """A member as they will say they are. Talkativeness 0 keeps somebody out of small talk."""

    username: str
    shown_name: str
    role: Role
    place: str
    joined: timedelta
    talkativeness: int
    zone: str
    has_picture: bool
    bio: str
    links: tuple[str, ...]

    @property
    def is_team(self) -> bool:
        """Whether they work for the brand."""
        return self.username in TEAM

    @property
    def small_talk(self) -> bool:
        """Whether English words may be put into their mouth."""
        return self.talkativeness > 0 and self.username.isascii()


def everybody() -> Sequence[Person]:
    """All members, the first to join first."""
    return [_person(row) for row in sources.rows("people.txt")]


def _person(row: list[str]) -> Person:
    username, shown, role, place, joined, talk, zone, picture, bio, *links = row
    return Person(
        username=username,
        shown_name=shown,
        role=Role(role),
        place=place,
        joined=timedelta(days=float(joined)),
        talkativeness=int(talk),
        zone=zone,
        has_picture=picture == "yes",
        bio=bio,
        links=tuple(link for link in links if link),
    )
