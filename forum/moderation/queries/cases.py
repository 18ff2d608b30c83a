"""Reading the queue: cases with their targets, one query for each kind on the page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true
from sqlalchemy.orm import joinedload

from forum.accounts.models import User, Viewer
from forum.audit import queries as audit
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.policy import NotFound
from forum.moderation import policy
from forum.moderation.kinds import NO_FACTS, Facts, ReviewKind, all_kinds, kind_named
from forum.moderation.models import CaseState, Decision, Reviewable
from forum.moderation.queries.searching import sought


@dataclass(frozen=True)
class Entry:
    """A case as the queue shows it. The target is None when what was held exists no more."""

    case: Reviewable
    kind: ReviewKind | None
    target: Any
    facts: Facts = NO_FACTS

    @property
    def title(self) -> Any:
        """What it is called, in the words of its kind."""
        return self.kind.title(self.case, self.target) if self.kind else self.case.target_kind

    def note_look(self, moderator: User) -> None:
        """The whole of it is shown to somebody of the team."""
        if self.kind is not None and self.target is not None:
            self.kind.note_look(moderator, self.target)

    @property
    def due_at(self) -> datetime:
        """When somebody should have decided."""
        return self.case.due_at

    @property
    def is_late(self) -> bool:
        """Whether the case has waited for too long."""
        return self.case.is_late_at(clock.now())


def cases_visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """The cases that the viewer decides on: for staff all, for others those of their own places."""
    if policy.can_review(viewer):
        return true()
    scopes = [(kind.name, kind.decidable_by(viewer)) for kind in all_kinds().values()]
    theirs = [
        (Reviewable.target_kind == name) & Reviewable.target_id.in_(ids)
        for name, ids in scopes
        if ids is not None
    ]
    return or_(false(), *theirs)


def case_by_id(case_id: int, *, by: Viewer | None = None) -> Reviewable:
    """A case as it is now, with the people in it, if this person decides on it. Raises NotFound."""
    query = _cases().where(Reviewable.id == case_id, _among(by))
    found = db.session.scalar(query, execution_options={"populate_existing": True})
    if found is None:
        raise NotFound
    return found


def open_case(kind: str, target_id: int) -> Reviewable | None:
    """The case in which this thing waits, when it waits."""
    query = _cases().where(
        Reviewable.target_kind == kind,
        Reviewable.target_id == target_id,
        Reviewable.decided_at.is_(None),
    )
    return db.session.scalar(query)


def case_of(kind: str, target_id: int) -> Reviewable:
    """The case in which this thing waits. Raises NotFound when it does not."""
    found = open_case(kind, target_id)
    if found is None:
        raise NotFound
    return found


def waiting_count(*, by: Viewer | None = None) -> int:
    """How many cases nobody has decided on, of those on which this person decides."""
    query = select(func.count(Reviewable.id)).where(*_by_itself(), _among(by))
    return db.session.scalar(query) or 0


def waiting_by_kind() -> Sequence[tuple[ReviewKind, int]]:
    """How many cases of each kind wait, the kinds in which most do first."""
    query = (
        select(Reviewable.target_kind, func.count(Reviewable.id))
        .where(*_by_itself())
        .group_by(Reviewable.target_kind)
        .order_by(func.count(Reviewable.id).desc(), Reviewable.target_kind)
    )
    found = [(kind_named(row[0]), row[1]) for row in db.session.execute(query)]
    return [(kind, number) for kind, number in found if kind is not None]


def late_count() -> int:
    """How many cases should have been decided by now."""
    late = (Reviewable.paused_at.is_(None), Reviewable.due_at <= clock.now())
    query = select(func.count(Reviewable.id)).where(*_by_itself(), *late)
    return db.session.scalar(query) or 0


def _by_itself() -> tuple[ColumnElement[bool], ...]:
    """Undecided, and not gathered in another case, which is counted once for all of them."""
    return (Reviewable.decided_at.is_(None), Reviewable.state != CaseState.GATHERED)


def soonest(most: int) -> Sequence[Entry]:
    """The open cases that should be decided first; some of them."""
    order = (Reviewable.rank, Reviewable.due_at, Reviewable.id)
    query = _cases().where(Reviewable.state == CaseState.OPEN).order_by(*order).limit(most)
    return entries_of(db.session.scalars(query).all())


def decided(
    after: Cursor | None = None, *, by: Viewer | None = None, words: str = ""
) -> Page[Entry]:
    """Cases that have been decided, of those that this person sees, the latest first."""
    ended = Reviewable.decision.in_([Decision.APPROVED, Decision.REJECTED])
    query = _cases().where(ended, _among(by), sought(words))
    if after:
        earlier = Reviewable.decided_at < after.moment
        same = (Reviewable.decided_at == after.moment) & (Reviewable.id < after.id)
        query = query.where(or_(earlier, same))
    query = query.order_by(Reviewable.decided_at.desc(), Reviewable.id.desc()).limit(PAGE_SIZE + 1)
    return _page(query, "decided_at")


def entries_of(cases: Sequence[Reviewable]) -> Sequence[Entry]:
    """Cases with their targets and what their kinds know of them: two steps for each kind."""
    targets = _targets(cases)
    facts = _facts(cases, targets)
    return [
        Entry(
            case, kind_named(case.target_kind), targets.get(case.id), facts.get(case.id, NO_FACTS)
        )
        for case in cases
    ]


def history_of(case: Reviewable) -> Sequence[audit.Line]:
    """What staff did with the thing that the case is about, the latest first; the last twenty."""
    wanted = audit.Wanted(verb="moderation.", kind=case.target_kind, target_id=case.target_id)
    return audit.lines(wanted).items


def lately(ids: Sequence[int], *, by: Viewer) -> Sequence[tuple[Reviewable, audit.Line | None]]:
    """Those of these cases on which this person decides, each with what staff did with it last."""
    query = _cases().where(Reviewable.id.in_(ids), cases_visible_to(by)).order_by(Reviewable.id)
    cases = db.session.scalars(query).all() if ids else []
    last = audit.latest("moderation.", {_thing(case) for case in cases}) if cases else {}
    return [(case, _own(last.get(_thing(case)), case)) for case in cases]


def _thing(case: Reviewable) -> tuple[str, int]:
    return case.target_kind, case.target_id


def _own(line: audit.Line | None, case: Reviewable) -> audit.Line | None:
    """Nothing when it was done in an earlier case about the same thing."""
    return line if line is not None and line.entry.after.get("case") == case.id else None


def target_of(case: Reviewable) -> Any:
    """What the case is about, or None when it exists no more."""
    return _targets([case]).get(case.id)


def facts_of(kind: str, target_id: int) -> Facts:
    """What its kind knows about one thing; nothing, when it keeps no such facts."""
    known = kind_named(kind)
    if known is None or not known.has_facts:
        return NO_FACTS
    return known.facts(list(known.load([target_id]).values())).get(target_id, NO_FACTS)


def _among(viewer: Viewer | None) -> ColumnElement[bool]:
    """Nobody in particular, such as a count for monitoring, means all cases."""
    return true() if viewer is None else cases_visible_to(viewer)


def _page(query: Select[Reviewable], moment: str) -> Page[Entry]:
    found = db.session.scalars(query).all()
    cases = found[:PAGE_SIZE]
    entries = entries_of(cases)
    more = len(found) > PAGE_SIZE
    last = cases[-1] if more else None
    return Page(entries, cursor_at(getattr(last, moment), last.id).encode() if last else None)


def _targets(cases: Sequence[Reviewable]) -> Mapping[int, Any]:
    """The target of each case, by the case's id: one load for each kind."""
    by_kind: defaultdict[str, list[Reviewable]] = defaultdict(list)
    for case in cases:
        by_kind[case.target_kind].append(case)
    found: dict[int, Any] = {}
    for name, group in by_kind.items():
        kind = kind_named(name)
        targets = kind.load([case.target_id for case in group]) if kind else {}
        found |= {case.id: targets[case.target_id] for case in group if case.target_id in targets}
    return found


def _facts(cases: Sequence[Reviewable], targets: Mapping[int, Any]) -> Mapping[int, Facts]:
    by_kind: defaultdict[str, dict[int, Reviewable]] = defaultdict(dict)
    for case in cases:
        if case.id in targets:
            by_kind[case.target_kind][case.id] = case
    found: dict[int, Facts] = {}
    for name, group in by_kind.items():
        kind = kind_named(name)
        known = kind.facts([targets[case_id] for case_id in group]) if kind else {}
        found |= {
            case_id: known[case.target_id]
            for case_id, case in group.items()
            if case.target_id in known
        }
    return found


def _cases() -> Select[Reviewable]:
    return select(Reviewable).options(
        joinedload(Reviewable.about),
        joinedload(Reviewable.decided_by),
        joinedload(Reviewable.claimed_by),
        joinedload(Reviewable.assigned_to),
    )
