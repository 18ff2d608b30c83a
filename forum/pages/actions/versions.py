"""Versions of About and Privacy, published at once; of the guidelines, written, then published."""

from enum import StrEnum

from sqlalchemy import delete, func, select

from forum.accounts.models import User
from forum.accounts.settings import GUIDELINES_VERSION
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.pages import policy, queries
from forum.pages.actions.accepting import accept
from forum.pages.actions.texts import (
    GuidelinesText,
    checked_body,
    html_of,
    new_clause,
    put_summary,
)
from forum.pages.models import Clause, Guidelines, PageName, PageVersion
from forum.site import actions as site

LONGEST_NOTE = 500


class Change(StrEnum):
    """How much a new version of the guidelines differs."""

    MATERIAL = "material"
    SMALL = "small"


@action
def publish_page(admin: User, page: PageName, body: str) -> PageVersion:
    """Show this text from now on; the earlier ones are kept. Raises Invalid."""
    require(policy.can_write(admin))
    wait_for_turn("pages")
    present = queries.current_page(page)
    text = checked_body(body)
    if present is not None and present.body == text:
        return present
    version = PageVersion(page=page, number=(present.number if present else 0) + 1)
    version.body, version.html, version.published_by_id = text, html_of(text), admin.id
    db.session.add(version)
    db.session.flush()
    after = {"page": page.value, "number": version.number}
    audit.record(admin, "pages.publish_page", "page", version.id, after=after)
    return version


@action
def begin(admin: User) -> Guidelines:
    """Begin a new version with the words of the present one; one that was begun is gone on with."""
    require(policy.can_write(admin))
    wait_for_turn("pages")
    begun = queries.draft()
    if begun is not None:
        return begun
    present = queries.current_guidelines()
    draft = _new(present.summary if present else "")
    for clause in queries.clauses_of(present) if present else ():
        kept = ("key", "number", "title", "body", "html", "dos", "donts", "harm")
        same = {name: getattr(clause, name) for name in kept}
        db.session.add(Clause(guidelines_id=draft.id, **same))
    db.session.flush()
    return draft


@action
def change_summary(admin: User, guidelines: Guidelines, *, summary: str, note: str) -> None:
    """Write the summary, and the words on what is different. Raises Invalid."""
    require(policy.can_change(admin, guidelines))
    if len(note) > LONGEST_NOTE:
        raise Invalid("note", "too_long", most=LONGEST_NOTE)
    put_summary(guidelines, summary)
    guidelines.note = note.strip()


@action
def discard(admin: User, guidelines: Guidelines) -> None:
    """Give up a version that is being written; the published ones stay."""
    require(policy.can_change(admin, guidelines))
    audit.record(
        admin, "pages.discard", "guidelines", guidelines.id, before={"number": guidelines.number}
    )
    db.session.execute(delete(Clause).where(Clause.guidelines_id == guidelines.id))
    db.session.delete(guidelines)


@action
def publish(admin: User, guidelines: Guidelines, change: Change) -> None:
    """Let this version hold; the first one, and a material one, asks everybody to agree.

    Who publishes it has agreed by that. Raises Invalid without clauses or without a summary.
    """
    require(policy.can_change(admin, guidelines))
    _check_whole(guidelines)
    now, is_first = clock.now(), queries.current_guidelines() is None
    guidelines.published_at, guidelines.published_by_id = now, admin.id
    if is_first or change == Change.MATERIAL:
        guidelines.material_at, guidelines.material_by_id = now, admin.id
        site.choose(admin, GUIDELINES_VERSION.key, guidelines.number)
    db.session.flush()
    after = {"number": guidelines.number, "change": change.value}
    audit.record(admin, "pages.publish", "guidelines", guidelines.id, after=after)
    accept(admin, guidelines)


@action
def plant(owner: User, text: GuidelinesText) -> None:
    """Give a site its first guidelines, unless it has some."""
    if queries.current_guidelines() is not None or queries.draft() is not None:
        return
    draft = _new(text.summary)
    put_summary(draft, text.summary)
    for number, clause in enumerate(text.clauses, start=1):
        db.session.add(new_clause(draft, number, clause))
    db.session.flush()
    publish(owner, draft, Change.MATERIAL)


def _new(summary: str) -> Guidelines:
    last = db.session.scalar(select(func.max(Guidelines.number))) or 0
    draft = Guidelines(number=last + 1, summary=summary)
    db.session.add(draft)
    db.session.flush()
    return draft


def _check_whole(guidelines: Guidelines) -> None:
    if not guidelines.lines:
        raise Invalid("summary", "empty")
    if not queries.clauses_of(guidelines):
        raise Invalid("clauses", "empty")
