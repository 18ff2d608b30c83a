"""Finding cases by words: of the member, the clause, the decision, or the text itself."""

from sqlalchemy import ColumnElement, and_, or_, select, true

from forum.accounts.models import User
from forum.moderation.kinds import all_kinds
from forum.moderation.models import Reviewable, Ruling
from forum.pages.models import Clause

LONGEST = 100
SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "%_\\"})


def sought(typed: str) -> ColumnElement[bool]:
    """The cases that hold these words, in any of those places; all of them for no words."""
    words = " ".join(typed.split())[:LONGEST]
    if not words:
        return true()
    pattern = f"%{words.translate(SPECIAL)}%"
    return or_(_about(pattern), _by_clause(words, pattern), _said(pattern), *_texts(pattern))


def _about(pattern: str) -> ColumnElement[bool]:
    named = User.username.ilike(pattern, escape="\\") | User.display_name.ilike(
        pattern, escape="\\"
    )
    return Reviewable.about_id.in_(select(User.id).where(named))


def _by_clause(words: str, pattern: str) -> ColumnElement[bool]:
    """By the title of the clause, or by its number."""
    is_it: ColumnElement[bool] = Clause.title.ilike(pattern, escape="\\")
    if words.isascii() and words.isdecimal() and len(words) < len("1000"):
        is_it = or_(is_it, Clause.number == int(words))
    keys = select(Clause.key).where(is_it)
    ruled = select(Ruling.case_id).where(Ruling.clause_key.in_(keys))
    return Reviewable.clause_key.in_(keys) | Reviewable.id.in_(ruled)


def _said(pattern: str) -> ColumnElement[bool]:
    said = Ruling.words.ilike(pattern, escape="\\") | Ruling.facts.ilike(pattern, escape="\\")
    return Reviewable.id.in_(select(Ruling.case_id).where(said))


def _texts(pattern: str) -> list[ColumnElement[bool]]:
    """The texts themselves, as far as their kinds have some."""
    found = []
    for name, kind in all_kinds().items():
        says = kind.says(Reviewable.target_id, pattern)
        if says is not None:
            found.append(and_(Reviewable.target_kind == name, says))
    return found
