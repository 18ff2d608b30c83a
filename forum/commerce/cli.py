"""`forum orders`: files of orders, what shops sent and nobody could read, and rehearsals."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from forum.commerce import actions, keys, queries, simulating
from forum.commerce.actions import Report
from forum.commerce.models import Platform, Store
from forum.kernel import clock, sealing
from forum.kernel.policy import Invalid

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
STORE = click.option("--store", "key", required=True, help="The short name of the store.")
SHARE = click.FloatRange(0, 1)
ALSO = ("changed", "rejected")


@click.group("orders")
def orders() -> None:
    """What people bought in your stores."""


@orders.command("import")
@FILE
@STORE
@with_appcontext
def import_(file: Path, key: str) -> None:
    """Take in a file of orders, and say what became of each line that is not as it was."""
    store = _store(key)
    _say(_read(lambda: actions.import_orders(None, store, _text(file), name=file.name)))


@orders.command("reconcile")
@FILE
@STORE
@with_appcontext
def reconcile(file: Path, key: str) -> None:
    """Compare a file of orders with what is here; changes nothing. Fails when they differ."""
    store = _store(key)
    report = _read(lambda: actions.compare(store, _text(file)))
    for line in report.lines:
        if line.outcome == "new":
            click.echo(f"line {line.line}: {line.name} is missing here")
    _say(report)
    if report.counts["same"] != len(report.lines):
        raise click.ClickException("The file and what is here differ.")


@orders.command("retry")
@STORE
@with_appcontext
def retry(key: str) -> None:
    """Let the worker read deliveries again that nobody could read, as long as they are kept."""
    found = actions.try_again(_store(key))
    words = "1 delivery waits" if found == 1 else f"{found} deliveries wait"
    click.echo(f"{words} to be read again.")


@orders.command("simulate")
@STORE
@click.option("--orders", "orders", default=10, type=click.IntRange(1, 100_000))
@click.option("--duplicates", default=0.0, type=SHARE, help="The share that comes twice.")
@click.option("--wrong", default=0.0, type=SHARE, help="The share with a wrong signature.")
@click.option("--mixed", "is_mixed", is_flag=True, help="In no order at all.")
@click.option("--seed", default=1, help="The same orders again for the same seed.")
@with_appcontext
def simulate(key: str, **wishes: Any) -> None:
    """Send invented orders through the door of a store that is only for trying.

    They are signed with its secret, and never leave this process. The worker takes them in.
    """
    store = _store(key)
    if not store.is_test:
        raise click.ClickException(f"{key} is no store for trying: its orders would count.")
    wish = simulating.Wish(**wishes)
    answers: Counter[int] = Counter()
    client = current_app.test_client()
    for one in simulating.deliveries(store.platform, _secret(store), wish, clock.now()):
        where = f"/hooks/{store.key}/{store.platform}"
        answers[client.post(where, data=one.body, headers=dict(one.headers)).status_code] += 1
    for status, count in sorted(answers.items()):
        click.echo(f"{count} answered with {status}")


def _store(key: str) -> Store:
    found = queries.store_called(key)
    if found is None:
        known = ", ".join(store.key for store in queries.stores()) or "none"
        raise click.ClickException(f"There is no store {key}. There are: {known}")
    return found


def _secret(store: Store) -> str:
    if store.platform == Platform.NONE or not store.secret_sealed:
        raise click.ClickException(f"{store.key} has no secret, and so sends nothing.")
    return sealing.unsealed_text(store.secret_sealed, keys.secrets_key())


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig", errors="replace")


def _read(read: Callable[[], Report]) -> Report:
    try:
        return read()
    except Invalid as error:
        raise click.ClickException(f"This is no file of orders: {error.details['what']}") from error


def _say(report: Report) -> None:
    for line in report.lines:
        if line.outcome in ALSO:
            problem = f" ({line.problem})" if line.problem else ""
            click.echo(f"line {line.line}: {line.name} {line.outcome}{problem}")
    counts = report.counts
    words = ", ".join(f"{counts[one]} {one}" for one in ("new", "changed", "same", "rejected"))
    click.echo(words)
