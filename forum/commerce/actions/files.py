"""Files of orders: kept at once, sealed, and worked on by a job in steps that others write between.

How far a file is stands in its row and moves on in the transaction of each step. So it does not
matter how often a file is begun, by how many, or in the middle of what they were killed.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Delete, delete, insert, select, update

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.commerce import keys, policy, queries
from forum.commerce.actions.importing import Line, Report, take_in
from forum.commerce.actions.turns import wait_for_store
from forum.commerce.models import (
    OPEN,
    ImportLine,
    ImportState,
    LineOutcome,
    OrderImport,
    Store,
)
from forum.commerce.shapes import tables
from forum.commerce.shapes.facts import Unreadable
from forum.jobs import actions as jobs
from forum.kernel import clock, sealing
from forum.kernel.db import db
from forum.kernel.leaving import go_on_or_leave
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action

IMPORT_JOB = "commerce.import"
# So many orders are taken in by one transaction: others write in between.
AT_ONCE = 100
LONGEST_NAME = 120
LONGEST_PROBLEM = 80
# The worker tries for a day; what is open after that will come to nothing.
PATIENCE = timedelta(days=2)
# So long the report of a file is kept.
REPORTS_KEPT = timedelta(days=60)
GONE_AT_ONCE = 1000
CUT_SHORT = "cut_short"


@action
def hand_in(admin: User, store: Store, data: bytes, *, name: str) -> OrderImport:
    """Keep a file of orders and owe the work on it. Raises Invalid("file", …)."""
    require(policy.can_look_after(admin))
    try:
        tables.look_at(_text(data))
    except Unreadable as error:
        raise Invalid("file", "no_orders", what=str(error)) from error
    return _keep(admin, store, data, name=name)


def import_orders(admin: User | None, store: Store, text: str, *, name: str = "") -> Report:
    """Take in a file of orders here and now; nobody acts for the command line. Whoever is killed
    over it leaves it to the worker. Raises Invalid("file", …)."""
    if admin is not None:
        require(policy.can_look_after(admin))
    kept_id = _keep(admin, store, text.encode(), name=name).id
    work_on(kept_id)
    ended = queries.import_by_id(kept_id)
    if ended.state == ImportState.FAILED:
        raise Invalid("file", "no_orders", what=ended.problem)
    lines = queries.every_line(kept_id)
    return Report([Line(one.line, one.name, one.outcome, one.problem) for one in lines])


def work_on(import_id: int) -> None:
    """Take in what is left of a file. Done twice, or by two at once, it is harmless."""
    if not queries.import_by_id(import_id).is_open:
        return
    try:
        orders = tables.Orders(_kept_text(import_id))
    except Unreadable as error:
        _fail(import_id, str(error)[:LONGEST_PROBLEM])
    except sealing.Unreadable:
        _fail(import_id, "sealed")
    else:
        _begin(import_id, len(orders))
        while _step(import_id, orders):
            go_on_or_leave()


@action
def give_up_stuck() -> None:
    """Say of files on which nobody works any more that they failed, and let go of them."""
    late = OrderImport.state.in_(OPEN) & (OrderImport.asked_at < clock.now() - PATIENCE)
    for import_id in db.session.scalars(select(OrderImport.id).where(late)).all():
        _fail(import_id, CUT_SHORT)


@action
def forget_reports() -> int:
    """Let go of some lines of old reports, and of reports of which none is left; returns how much
    it was."""
    old = OrderImport.ended_at < clock.now() - REPORTS_KEPT
    of_old = select(ImportLine.import_id, ImportLine.line).join(OrderImport).where(old)
    found = db.session.execute(of_old.limit(GONE_AT_ONCE)).all()
    for import_id in sorted({row.import_id for row in found}):
        lines = [row.line for row in found if row.import_id == import_id]
        mine = (ImportLine.import_id == import_id) & ImportLine.line.in_(lines)
        _throw_away(delete(ImportLine).where(mine))
    if found:
        return len(found)
    _throw_away(delete(OrderImport).where(old))
    return 0


@action
def _keep(admin: User | None, store: Store, data: bytes, *, name: str) -> OrderImport:
    kept = OrderImport(
        store_id=store.id,
        asked_by_id=admin.id if admin else None,
        file_name=name[-LONGEST_NAME:],
        file_sealed=sealing.sealed(data, keys.files_key()),
    )
    db.session.add(kept)
    db.session.flush()
    jobs.enqueue(IMPORT_JOB, {"import_id": kept.id}, key=str(kept.id))
    after = {"file": kept.file_name}
    audit.record(admin, "commerce.hand_in_orders", "store", store.id, after=after)
    return kept


def _kept_text(import_id: int) -> str:
    data = queries.kept_file(import_id)
    if data is None:
        raise Unreadable("gone")
    return _text(sealing.unsealed(data, keys.files_key()))


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace")


@action
def _begin(import_id: int, orders: int) -> None:
    _change(import_id, state=ImportState.WORKING, orders=orders)


@action
def _step(import_id: int, orders: tables.Orders) -> bool:
    """Take in the next orders of the file; false when there is nothing more to do."""
    store = queries.store_by_id(queries.import_by_id(import_id).store_id)
    wait_for_store(store.id)
    # Read only now: somebody else may have been at it while we waited.
    first = queries.next_of_import(import_id)
    if first is None:
        return False
    lines = take_in(store, orders.between(first, first + AT_ONCE))
    _note(import_id, lines)
    if first + AT_ONCE < len(orders):
        return True
    _end(import_id, store)
    return False


def _note(import_id: int, lines: Sequence[Line]) -> None:
    if not lines:
        return
    db.session.execute(insert(ImportLine), [vars(one) | {"import_id": import_id} for one in lines])
    counts = Counter(line.outcome for line in lines)
    added = {one.value: getattr(OrderImport, one.value) + counts[one] for one in LineOutcome}
    _change(import_id, worked=OrderImport.worked + len(lines), **added)


def _end(import_id: int, store: Store) -> None:
    done = {"state": ImportState.DONE, "ended_at": clock.now(), "file_sealed": None}
    _change(import_id, **done)
    row = queries.import_by_id(import_id)
    asked_by = row.asked_by_id and accounts.members_by_ids([row.asked_by_id]).get(row.asked_by_id)
    audit.record(asked_by or None, "commerce.import_orders", "store", store.id, after=row.counts)


@action
def _fail(import_id: int, problem: str) -> None:
    failed = {"state": ImportState.FAILED, "ended_at": clock.now(), "file_sealed": None}
    _change(import_id, problem=problem, **failed)


def _change(import_id: int, **values: Any) -> None:
    """Write to a file that is being worked on; of one that has ended nothing changes."""
    row = update(OrderImport).where(OrderImport.id == import_id, OrderImport.state.in_(OPEN))
    db.session.execute(row.values(**values))


def _throw_away(rows: Delete) -> None:
    db.session.execute(rows.execution_options(synchronize_session=False))
