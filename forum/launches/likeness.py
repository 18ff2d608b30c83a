"""Which entries of a launch look like those of one person: what two of them share.

Nothing here asks the database, and nothing of it is kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from itertools import combinations

# So many signs have to be the same.
ENOUGH = 2
# A network or a browser that more people than this share is no household.
MOST_IN_ONE = 8
# Letters to these are told apart by no point.
WITHOUT_POINTS = frozenset({"gmail.com", "googlemail.com"})


@dataclass(frozen=True)
class Traits:
    """What is known of an entry: its mail address, its networks, its browsers."""

    entry_id: int
    email: str
    networks: frozenset[str] = frozenset()
    browsers: frozenset[str] = frozenset()


def plain_email(address: str) -> str:
    """The address without what may be put into it at will."""
    name, _at, domain = address.strip().lower().partition("@")
    name = name.partition("+")[0]
    if domain in WITHOUT_POINTS:
        name, domain = name.replace(".", ""), "gmail.com"
    return f"{name}@{domain}"


def network_of(address: str) -> str:
    """The network in which an address is: 256 neighbours, or a house in the newer numbering."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    bits = 24 if found.version == 4 else 64  # noqa: PLR2004 -- the two kinds of addresses
    return str(ip_network(f"{address}/{bits}", strict=False))


def alike(rows: Iterable[Traits]) -> Mapping[int, Mapping[int, Sequence[str]]]:
    """For each entry those that share two signs with it, and which signs these are."""
    known = {one.entry_id: one for one in rows}
    found: dict[int, dict[int, Sequence[str]]] = defaultdict(dict)
    for (one_id, other_id), signs in _shared(known.values()).items():
        # A browser alone tells nothing: it is asked of those alone who share something else.
        if known[one_id].browsers & known[other_id].browsers:
            signs.add("browser")
        if len(signs) >= ENOUGH:
            found[one_id][other_id] = found[other_id][one_id] = sorted(signs)
    return found


def _shared(rows: Iterable[Traits]) -> dict[tuple[int, int], set[str]]:
    """What pairs of entries share of mail addresses and networks."""
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in rows:
        groups["email", plain_email(one.email)].add(one.entry_id)
        for network in one.networks:
            groups["network", network].add(one.entry_id)
    pairs: dict[tuple[int, int], set[str]] = defaultdict(set)
    for (sign, _value), ids in groups.items():
        for pair in combinations(sorted(ids), 2) if len(ids) <= MOST_IN_ONE else ():
            pairs[pair].add(sign)
    return pairs
