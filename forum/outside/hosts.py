"""Hosts by their names: which of them are this machine."""

from ipaddress import ip_address

NAMES = frozenset({"", "localhost", "localhost.localdomain", "ip6-localhost"})


def is_nearby(host: str) -> bool:
    """Whether the name means this machine: a socket in its files, or its own address."""
    name = host.lower().rstrip(".")
    if name in NAMES or name.startswith("/"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
