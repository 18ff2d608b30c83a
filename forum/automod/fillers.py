"""What rules show on other pages: why a text waits, hints while typing, names in the audit log."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import Viewer
from forum.audit import queries as audit
from forum.audit.models import AuditEntry
from forum.automod import queries, wording
from forum.automod.actions import KIND
from forum.automod.deeds import Do
from forum.kernel.slots import Part
from forum.moderation.models import Reviewable
from forum.topics.models import Post
from forum.topics.queries import EDIT, POST

RULED, KINDS = ("automod", "automod_flag"), (POST, EDIT)


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


def on_case(viewer: Viewer, cases: Sequence[Reviewable]) -> Mapping[int, Part]:
    """What the rules are called that opened a case."""
    mine = [case for case in cases if case.reason in RULED]
    by_kind = {kind: [one.target_id for one in mine if one.target_kind == kind] for kind in KINDS}
    found = {kind: queries.why_held(kind, ids) for kind, ids in by_kind.items() if ids}
    named = {case.id: found[case.target_kind].get(case.target_id, ()) for case in mine}
    return {
        case_id: Part(
            "automod/_why_case.html",
            {"names": [wording.name_of(rule.name, rule.key) for rule in rules]},
        )
        for case_id, rules in named.items()
        if rules
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
