"""What the brand decides about all: what each standing asks for, and what it allows."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import Standing, User
from forum.jobs import actions as jobs
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.site import actions as site
from forum.standing import criteria, limits, policy
from forum.standing.criteria import Requirement
from forum.standing.settings import ABILITIES, CRITERIA, LIMITS, Ability, Limit

LOOK_JOB = "standing.look"


@action
def ask_for(admin: User, standing: Standing, some: Sequence[Requirement]) -> None:
    """From now on this is what the standing asks for. Raises Invalid when it is nothing."""
    require(policy.can_change_rules(admin))
    if not some:
        raise Invalid("criteria", "nothing")
    site.choose(admin, CRITERIA[standing].key, criteria.written(some))
    jobs.owe(LOOK_JOB)


@action
def allow(
    admin: User, numbers: Mapping[Limit, Sequence[int]], abilities: Mapping[Ability, Standing]
) -> None:
    """From now on this much is allowed. Raises Invalid where a higher standing may do less."""
    require(policy.can_change_rules(admin))
    for limit, row in numbers.items():
        if list(row) != sorted(row):
            raise Invalid(limit, "falls")
    chosen = {LIMITS[limit].key: limits.written(row) for limit, row in numbers.items()}
    begins = {ABILITIES[ability].key: str(standing) for ability, standing in abilities.items()}
    site.choose_all(admin, chosen | begins)
