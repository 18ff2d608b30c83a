"""Writing guidelines in other languages, while what they say stays as it was published."""

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.pages import policy
from forum.pages.actions.texts import (
    ClauseText,
    checked_body,
    checked_examples,
    checked_summary,
    checked_title,
    html_of,
)
from forum.pages.models import Clause, Guidelines, Translation
from forum.pages.translating import sign_of_clause, sign_of_summary


@action
def translate_clause(admin: User, clause: Clause, locale: str, text: ClauseText) -> None:
    """Say a clause in another language; without a title it is not said in it. Raises Invalid."""
    require(policy.can_write(admin))
    sign = sign_of_clause(clause)
    if not text.title.strip() and not text.body.strip():
        _put(admin, sign, locale, None)
        return
    made = Translation(sign=sign, locale=locale, title=checked_title(text.title))
    made.body = checked_body(text.body)
    made.html = html_of(made.body)
    made.dos = checked_examples("dos", text.dos)
    made.donts = checked_examples("donts", text.donts)
    if clause.body and not made.body:
        raise Invalid("body", "empty")
    _put(admin, sign, locale, made)


@action
def translate_summary(admin: User, guidelines: Guidelines, locale: str, summary: str) -> None:
    """Say the summary in another language; an empty one is not said in it. Raises Invalid."""
    require(policy.can_write(admin))
    sign, lines = sign_of_summary(guidelines), checked_summary(summary)
    made = Translation(sign=sign, locale=locale, body=lines) if lines else None
    _put(admin, sign, locale, made)


def _put(admin: User, sign: str, locale: str, made: Translation | None) -> None:
    known = db.session.get(Translation, (sign, locale))
    if known is not None:
        db.session.delete(known)
        db.session.flush()
    if made is not None:
        made.changed_at, made.changed_by_id = clock.now(), admin.id
        db.session.add(made)
    one = made or known
    if one is not None:
        after = {"language": locale, "title": one.title, "is_there": made is not None}
        audit.record(admin, "pages.translate", "guidelines", 0, after=after)
