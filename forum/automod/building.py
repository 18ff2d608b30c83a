"""The desk on which a rule is put together and tried, for one page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from flask import request

from forum.accounts.models import Standing, User
from forum.answering.wording import KINDS
from forum.automod import builder, conditions, deeds, queries
from forum.automod.actions import RulePlan
from forum.automod.deeds import Do
from forum.automod.forms import RuleForm, TrialForm
from forum.automod.judging import Live, applying, live
from forum.automod.models import AutomodRule
from forum.automod.sight import Sight
from forum.channels import queries as channels
from forum.kernel import clock
from forum.kernel.screening import Writing
from forum.replies.queries import live_replies
from forum.topics.queries import as_published

DAYS = 30


class Desk:
    """The rule on the page, what may be chosen for it, and what trying it found."""

    def __init__(self, owner: User, draft: builder.Draft) -> None:
        self.root, self.deeds = draft.root, draft.deeds
        rooms = channels.rooms(owner)
        self.channels: Mapping[int, str] = {one.channel.id: one.channel.name for one in rooms}
        self.found: queries.DryRun | None = None
        self.choices: Mapping[str, Mapping[str, Any]] = {
            Do.ASSIGN: queries.hands(),
            Do.SORT: {str(kind): said for kind, said in KINDS.items()},
            Do.REPLY: {str(one.id): one.title for one in live_replies()},
        }
        self._draft = draft

    def changed(self, do: str) -> bool:
        """Whether a button of the tree was pressed, and so nothing is to be saved."""
        return builder.changed(self._draft, do, request.form) or do == "keep"

    def plan(self, form: RuleForm) -> RulePlan:
        """The rule as it is on the page, checked. Raises Invalid."""
        tree = conditions.written(conditions.read(builder.to_tree(self.root)))
        done = deeds.written(deeds.read(list(self.deeds)))
        return RulePlan(
            form.name.data or "",
            tree,
            done,
            stops=bool(form.stops.data),
            is_on=bool(form.is_on.data),
        )

    def try_out(self, plan: RulePlan) -> None:
        """Find out what such a rule would have done."""
        rule = AutomodRule(name=plan.name, conditions=plan.conditions, actions=plan.actions)
        rule.stops = plan.stops
        self.found = queries.dry_run(live(rule), days=DAYS)


@dataclass(frozen=True)
class Tried:
    """What the rules say of a text."""

    rules: Sequence[Live]


def desk_of(owner: User, rule: AutomodRule | None) -> Desk:
    """The desk with what was sent, or with what the rule is now."""
    if request.method == "POST":
        return Desk(owner, builder.from_form(request.form))
    tree = conditions.read(rule.conditions) if rule else None
    return Desk(owner, builder.from_rule(tree, list(deeds.read(rule.actions)) if rule else []))


def form_of(rule: AutomodRule | None) -> RuleForm:
    """The form as the rule is, or as it was sent."""
    if rule is None:
        return RuleForm(is_on=True)
    return RuleForm(name=rule.name, stops=rule.stops, is_on=rule.is_on)


def tried(owner: User, form: TrialForm) -> Tried:
    """Ask every rule that is on about the text in the form."""
    author: Any = owner
    if form.is_new.data:
        author = SimpleNamespace(
            id=0, created_at=clock.now(), standing=Standing.NEW, email=owner.email
        )
    shown = as_published(form.body.data or "")
    writing = Writing(
        author=author,
        kind="topic" if form.title.data else "reply",
        body=form.body.data or "",
        html=shown.html,
        text=shown.text,
        links=shown.links,
        uploads=shown.uploads,
        mentions=shown.mentions,
        title=form.title.data or "",
    )
    rules = [live(one) for one in queries.rules() if one.is_on]
    return Tried(applying(rules, Sight(writing, clock.now(), own_mail=owner.email)))


def a_month_ago() -> datetime:
    """The beginning of what counts as lately."""
    return clock.now() - timedelta(days=DAYS)
