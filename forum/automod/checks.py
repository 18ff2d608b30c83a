"""What rules of the house promise to `forum verify`."""

from collections.abc import Iterator

from forum.automod import queries
from forum.kernel.manifest import Check
from forum.kernel.policy import Invalid


def hits_of_nothing() -> Iterator[str]:
    """A rule applied to a text that is there."""
    for hit_id, kind, target_id in queries.hits_of_nothing():
        yield f"hit {hit_id} is about {kind} {target_id}, which does not exist"


def holds_without_case() -> Iterator[str]:
    """What a rule holds waits in the queue."""
    for post_id in queries.holds_without_case():
        yield f"post {post_id} is held by a rule of the house, and has no case"


def unreadable() -> Iterator[str]:
    """Every rule can be asked."""
    for rule in queries.rules():
        try:
            queries.as_asked(rule)
        except Invalid as error:
            yield f"rule {rule.id} cannot be asked: {error}"


ALL = [
    Check("automod: every text to which a rule applied is there", hits_of_nothing),
    Check("automod: what a rule holds is in the queue", holds_without_case),
    Check("automod: every rule can be asked", unreadable),
]
