"""How each kind of content answers the queue. Content slices supply the kinds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol

from flask import current_app
from sqlalchemy import ColumnElement, Select

from forum.accounts.models import User, Viewer
from forum.kernel.policy import ALLOW, Refused, Verdict, deny
from forum.moderation import policy
from forum.moderation.models import Outcome, Reviewable

NO_WORDS: Mapping[str, Any] = MappingProxyType({})
NO_SEVERITIES: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Facts:
    """What the queue shows of a thing without knowing its kind."""

    channel_id: int | None = None
    author_id: int | None = None
    # The beginning of its words, and where they stand: an address of this site.
    extract: str = ""
    address: str = ""
    views_last_hour: int = 0
    # The name of the channel, or of what else it stands in.
    place: str = ""


NO_FACTS = Facts()


class Ruled(Protocol):
    """What a kind needs to know of a decision to carry it out, and to take it back."""

    @property
    def outcome(self) -> Outcome: ...

    @property
    def decided_by_id(self) -> int | None: ...

    @property
    def words(self) -> str: ...

    # What shall be done beside the outcome, such as the channel to move to.
    @property
    def wishes(self) -> Mapping[str, Any]: ...

    # What `carry_out` gave back.
    @property
    def taken_back(self) -> Mapping[str, Any]: ...

    @property
    def overturned_at(self) -> datetime | None: ...


class ReviewKind(Protocol):
    """One kind of thing that can wait for a decision. Inherit from it to get what is optional."""

    # The word under which cases are stored, such as `post`.
    name: str
    # Shows one target in the queue; it is given `case` and `target`.
    template: str
    # What one of them is called on pages.
    label: Any = ""
    # Words for the reasons of this kind, by reason word.
    reasons: Mapping[str, Any] = NO_WORDS
    # How bad what stands behind a reason is, from 0 to 60, by reason word.
    severities: Mapping[str, int] = NO_SEVERITIES
    # What the two buttons say where there is no more to decide than yes or no.
    yes: Any = ""
    no: Any = ""
    # Whether its template leads to a page of its own for deciding, in the place of yes and no.
    has_own_page: bool = False
    # Whether members may flag such things.
    is_flaggable: bool = False
    # Whether somebody still has to decide when whom a case is about has left.
    waits_without_them: bool = False

    def load(self, ids: Collection[int]) -> Mapping[int, Any]:
        """All targets with these ids that still exist, with what the template needs, at once."""
        ...

    def facts(self, targets: Collection[Any]) -> Mapping[int, Facts]:
        """What the queue shows of these targets, by their ids; one query for all of them."""
        return {}

    def title(self, case: Reviewable, target: Any) -> Any:
        """What the case is called in the queue; the target may be gone."""
        return self.label or self.name

    def says(self, target_id: Any, pattern: str) -> ColumnElement[bool] | None:
        """Whether the words of the target with this id are like the pattern; None: it has none."""
        return None

    @property
    def has_facts(self) -> bool:
        """Whether the kind says more about its targets than that they are there."""
        return type(self).facts is not ReviewKind.facts

    def may_decide(self, moderator: User, target: Any) -> Verdict:
        """Whether this person decides on this target; staff do unless the kind says otherwise."""
        return policy.can_review(moderator)

    def decides(self, viewer: Viewer) -> bool:
        """Whether there may be targets on which this person decides."""
        return bool(policy.can_review(viewer))

    def decidable_by(self, viewer: Viewer) -> Select[int] | None:
        """The twin of `may_decide` for those who are not staff: ids of targets, or none at all."""
        return None

    def hold(self, target: Any) -> None:
        """Let nobody else change what the decision changes: called before the case is written."""
        return

    def approve(self, moderator: User, target: Any) -> None:
        """Carry out the yes."""
        ...

    def reject(self, moderator: User, target: Any, note: str) -> None:
        """Carry out the no. The note holds words to the member, and may be empty."""
        ...

    def outcomes(self, target: Any) -> Sequence[Outcome]:
        """What may be decided about the target, in the order of the buttons."""
        return (Outcome.APPROVE, Outcome.DECLINE)

    def carry_out(self, moderator: User, target: Any, ruling: Ruled) -> dict[str, Any]:
        """Do what was decided; gives back what `take_back` needs to know, fit for JSON."""
        if ruling.outcome == Outcome.APPROVE:
            self.approve(moderator, target)
        else:
            self.reject(moderator, target, ruling.words)
        return {}

    def take_back(self, target: Any, ruling: Ruled) -> None:
        """Undo wholly what `carry_out` did. Raises Refused where that cannot be."""
        raise Refused(deny("cannot_take_back"))

    def stands(self, target: Any, ruling: Ruled) -> bool:
        """Whether the target is as the newest ruling on it left it; for `forum verify`."""
        return True

    def is_done(self, target: Any, ruling: Ruled) -> bool:
        """Whether something of an overturned ruling is still there; for `forum verify`."""
        return False

    def places(self, moderator: User, target: Any) -> Sequence[tuple[int, str]]:
        """Where it may be moved by this person: numbers with names."""
        return ()

    def source(self, target: Any) -> str:
        """Its words as they were typed, where the team may change them."""
        return ""

    def may_flag(self, viewer: Viewer, target: Any) -> Verdict:
        """Whether the viewer may say that something is wrong with the target."""
        return deny("not_to_be_flagged")

    def hide(self, target: Any) -> None:
        """Take it out of sight until somebody has decided, because enough members flagged it."""
        return

    def show(self, target: Any) -> None:
        """Undo `hide`."""
        return

    def is_hidden(self, target: Any) -> bool:
        """Whether it is out of sight until somebody has decided."""
        return False

    def note_look(self, moderator: User, target: Any) -> None:
        """Somebody of the team is shown the whole of it: what is private notes that."""
        return


def path_to(endpoint: str, **values: Any) -> str:
    """The address of a page on this site, also where nobody asked for one: in jobs and imports."""
    return current_app.url_map.bind("").build(endpoint, values)


def can_open_queue(viewer: Viewer) -> Verdict:
    """Whether the viewer sees the queue: staff do, and those who decide on cases of some kind."""
    if policy.can_review(viewer):
        return ALLOW
    decides = any(kind.decides(viewer) for kind in all_kinds().values())
    return ALLOW if decides else deny("staff_only")


def all_kinds() -> Mapping[str, ReviewKind]:
    """The kinds of all slices that are plugged in, by name."""
    kinds: Mapping[str, ReviewKind] = current_app.extensions["review_kinds"]
    return kinds


def kind_named(name: str) -> ReviewKind | None:
    """The kind of this name, or None when its slice is not plugged in."""
    return all_kinds().get(name)
