"""The lines of the log in words, as the slices give them; what has none is shown as it is."""

from typing import Any

from forum.audit.models import AuditEntry
from forum.kernel import acts


def verb(entry: AuditEntry) -> str:
    """What somebody did; empty where nobody gives words for it."""
    return verb_named(entry.verb)


def verb_named(name: str) -> str:
    """The words for an act by its full name; empty where nobody gives some."""
    return str(acts.acts_of(name).verbs.get(name, ""))


def kind(entry: AuditEntry) -> str:
    """What the thing is called that was acted on; empty where nobody says."""
    own = acts.acts_of(entry.verb).kinds.get(entry.target_kind, "")
    return str(own) or kind_named(entry.target_kind)


def kind_named(name: str) -> str:
    """What things of a kind are called; empty where nobody says."""
    return str(acts.said().kinds.get(name, ""))


def fact(entry: AuditEntry, key: str) -> str:
    """What stands before a fact; empty where nobody says."""
    return str(acts.acts_of(entry.verb).facts.get(key, ""))


def value(entry: AuditEntry, key: str, stored: Any) -> Any:
    """What a fact says: in words where the slice has some, else as it is stored."""
    said = acts.acts_of(entry.verb).values.get(key)
    if said is None or stored in (None, "", []):
        return stored
    try:
        words = said(stored)
    except (AttributeError, KeyError, TypeError, ValueError):
        # It was written down in a form that the words of today do not know.
        return stored
    return words if isinstance(words, int) else str(words)
