"""What rules show on other pages: why a text waits, hints while typing, names in the audit log."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import Viewer
from forum.audit import queries as audit
from forum.audit.models import AuditEntry
from forum.automod import queries, wording
from forum.automod.actions import KIND
from forum.automod.deeds import Do
from forum.kernel.slots import Part
from forum.topics.models import Post
from forum.topics.queries import POST


def why_waiting(viewer: Viewer, posts: Sequence[Post]) -> Mapping[int, Part]:
    """What the rules that held a post say to its writer."""
    held = [post.id for post in posts if post.is_held]
    found = queries.why_held(POST, held) if held else {}
    return {
        post_id: Part(
            "automod/_why.html",
            {
                "words": [
                    wording.told(Do.HOLD, one["words"], rule.key)
                    for rule in rules
                    for one in rule.actions
                    if one["do"] == Do.HOLD
                ]
            },
        )
        for post_id, rules in found.items()
    }


def while_typing(viewer: Viewer) -> Sequence[Part]:
    """Where hints appear as a member of no team writes."""
    return [] if viewer.is_guest or viewer.is_staff else [Part("automod/_typing.html")]


def in_audit_log(viewer: Viewer, entries: Sequence[AuditEntry]) -> Mapping[int, Part]:
    """What the rules of these acts are called."""
    ids = audit.numbers_in(entries, KIND)
    names = (
        {
            (KIND, rule.id): wording.name_of(rule.name, rule.key)
            for rule in queries.rules()
            if rule.id in ids
        }
        if ids
        else {}
    )
    return {entry.id: Part("audit/_names.html", {"names": names}) for entry in entries}
