"""What codes promise to `forum verify`."""

from collections.abc import Iterator

from forum.codes.queries import proving
from forum.kernel.manifest import Check


def once() -> Iterator[str]:
    """No code is there twice, and no member has two of a pool."""
    for key in proving.twice():
        yield f"a code is there {key.number} times, first as number {key.first_id}"
    for user_id, pool_id in proving.with_two():
        yield f"member {user_id} has two codes of pool {pool_id}"


def states() -> Iterator[str]:
    """What is free is nobody's, what is given is somebody's, what is void is nobody's."""
    for code_id in proving.at_odds():
        yield f"code {code_id} has a holder and a state that do not go together"


def claims() -> Iterator[str]:
    """Every perk that has a code has one of its pool, which its member holds."""
    for claim_id in proving.unkept():
        yield f"perk claim {claim_id} has a code that is not its member's, or of another pool"


ALL = [
    Check("codes: each is there once, and a member has one of a pool", once),
    Check("codes: holders and states agree", states),
    Check("codes: every claim has its code or its place", claims),
]
