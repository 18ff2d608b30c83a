"""Practising: laying out invented cases, and deciding on them. No real case is touched."""

from sqlalchemy import delete, update

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused, deny, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.pages.models import Harm
from forum.training import policy, queries
from forum.training.desk import DECISIONS, INVENTED
from forum.training.models import PracticeCase


@action
def lay_out(user: User) -> None:
    """Lay all invented cases on the desk anew; what was decided before is forgotten."""
    require(policy.can_train(user))
    wait_for_turn(f"training.practice:{user.id}")
    db.session.execute(delete(PracticeCase).where(PracticeCase.user_id == user.id))
    now = clock.now()
    db.session.add_all(PracticeCase(user_id=user.id, key=key, begun_at=now) for key in INVENTED)


@action
def practise(user: User, case_id: int, decision: str, clause: str) -> None:
    """Decide on one, once. Raises NotFound, Refused, and Invalid for `decision` and `clause`."""
    require(policy.can_train(user))
    trial = queries.trial_of(user.id, case_id)
    if decision not in DECISIONS:
        raise Invalid("decision", "empty")
    if clause and clause not in set(Harm):
        raise Invalid("clause", "empty")
    still = (PracticeCase.id == trial.row.id, PracticeCase.decided_at.is_(None))
    done = update(PracticeCase).where(*still).returning(PracticeCase.id)
    values = {"decided_at": clock.now(), "decision": decision, "clause": clause}
    if db.session.scalar(done.values(**values)) is None:
        raise Refused(deny("answered_already"))
