"""The words of training: what scenarios are about, what may be decided, what figures mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.pages import queries as pages
from forum.pages.models import Harm
from forum.pages.wording import HARMS
from forum.training.models import Decision, Subject

SUBJECTS: Mapping[Subject, Any] = {
    Subject.CONFLICT: _l("Conflict"),
    Subject.SERVICE: _l("Customer service"),
    Subject.PRIVACY: _l("Private things"),
    Subject.SAFETY: _l("Safety"),
    Subject.SPAM: _l("Spam and advertising"),
    Subject.CRITICISM: _l("Criticism of the brand"),
    Subject.APPEAL: _l("Appeals"),
    Subject.OWN: _l("Your own part in it"),
}
DECISIONS: Mapping[Decision, Any] = {
    Decision.KEEP: _l("Keep"),
    Decision.HIDE: _l("Hide"),
    Decision.REMOVE: _l("Remove"),
    Decision.EDIT: _l("Edit"),
    Decision.MOVE: _l("Move"),
    Decision.REPLY: _l("Keep and answer"),
    Decision.ASK: _l("Ask first"),
    Decision.WARN: _l("Hide and warn"),
    Decision.SILENCE: _l("No writing for a time"),
    Decision.SUSPEND: _l("Suspend"),
    Decision.DECLINE: _l("Uphold"),
    Decision.OVERTURN: _l("Overturn"),
    Decision.SECOND: _l("With a second person"),
    Decision.HAND_ON: _l("Pass on"),
    Decision.LEAVE: _l("Leave to somebody else"),
}
NO_CLAUSE = _l("No clause is broken")


def clauses() -> Mapping[str, str]:
    """What each harm is called here: by the clause of the guidelines, if one speaks of it."""
    found = {str(harm): str(words) for harm, words in HARMS.items()}
    guidelines = pages.current_guidelines()
    for clause in reversed(pages.clauses_of(guidelines) if guidelines else ()):
        if clause.harm != Harm.OTHER:
            found[str(clause.harm)] = f"{clause.number}. {clause.title}"
    return found


def in_order(words: Mapping[Any, Any], first: Sequence[Any] = ()) -> list[tuple[str, str]]:
    """Values with their words, for a list to choose from."""
    return [(str(one), str(words[one])) for one in first or words]


def passed_until(until: Any) -> str:
    """What a certificate says in one line."""
    return str(_("Passed, counts until %(day)s", day=until))
