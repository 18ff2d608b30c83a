"""`forum automod`: what the rules would do with texts that are there already."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import with_appcontext

from forum.accounts.models import Standing, User
from forum.automod import conditions, likeness, queries
from forum.automod.judging import live
from forum.automod.shipped import RULES
from forum.automod.sight import Sight, meets
from forum.kernel import clock
from forum.kernel.policy import NotFound
from forum.kernel.screening import Writing
from forum.topics.queries import as_published


@click.group("automod")
def automod() -> None:
    """Rules of the house for new texts."""


@automod.command("dryrun")
@click.option("--days", default=30, type=click.IntRange(1, 365), show_default=True)
@click.option("--rule", "rule_id", type=int, help="Only the rule of this number.")
@with_appcontext
def dryrun(days: int, rule_id: int | None) -> None:
    """Say what each rule would have done with the texts of the last days; changes nothing."""
    try:
        some = [queries.rule_by_id(rule_id)] if rule_id else queries.rules()
    except NotFound as error:
        raise click.ClickException(f"There is no rule {rule_id}.") from error
    for rule in some:
        found = queries.dry_run(live(rule), days=days)
        name = rule.name or rule.key
        click.echo(
            f"{rule.id} {name}: {found.hits} of {found.looked_at} texts, "
            f"{found.approved} of them approved by a person before"
        )


@automod.command("measure")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def measure(file: Path) -> None:
    """Say how many texts of a file with known spam the supplied rules meet.

    Each line is JSON with `text` and `label` (`spam` or `ham`); every text is taken for the first
    one of an account made today.
    """
    rules = [(one.key, one.do, conditions.read(dict(one.conditions))) for one in RULES]
    totals: Counter[str] = Counter()
    hits: Counter[tuple[str, str]] = Counter()
    for label, sight in _texts(file):
        totals[label] += 1
        met = {(key, do) for key, do, tree in rules if meets(tree, sight)}
        for key, _ in met:
            hits[key, label] += 1
        hits["held", label] += any(do == "hold" for _, do in met)
    click.echo(f"{totals['spam']} spam, {totals['ham']} other texts")
    for key in [*(one[0] for one in rules), "held"]:
        spam, ham = hits[key, "spam"], hits[key, "ham"]
        click.echo(
            f"{key}: {spam} spam ({_share(spam, totals['spam'])}), "
            f"{ham} others ({_share(ham, totals['ham'])})"
        )


@automod.command("likeness")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def tell_likeness(file: Path) -> None:
    """Learn from four fifths of such a file, and say how good that is on the other fifth."""
    texts: dict[str, list[str]] = {"spam": [], "ham": []}
    for label, sight in _texts(file):
        texts[label].append(sight.writing.text)
    found = likeness.measured(texts["ham"], texts["spam"])
    click.echo(
        f"spam: {found.removed_met} of {found.removed} ({_share(found.removed_met, found.removed)})"
    )
    click.echo(f"others: {found.kept_met} of {found.kept} ({_share(found.kept_met, found.kept)})")


def _texts(file: Path) -> Iterator[tuple[str, Sight]]:
    newcomer = User(id=0, standing=Standing.NEW, created_at=clock.now(), email="")
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            given = json.loads(line)
            shown = as_published(given["text"])
            writing = Writing(
                author=newcomer,
                kind="reply",
                body=given["text"],
                html=shown.html,
                text=shown.text,
                links=shown.links,
                mentions=shown.mentions,
            )
            yield given["label"], Sight(writing, clock.now())


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"
