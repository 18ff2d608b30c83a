"""`bin/faults`: breaks the forum while it works, and looks whether what it promised still holds."""

import argparse
import logging
import random
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.faults.databases import Database, databases
from tests.faults.ground import Found, end_what_runs
from tests.faults.scenarios import SCENARIOS, Scenario


def main() -> None:
    """Run scenarios on every database; the exit status is 0 when all of them hold."""
    options = _options()
    # What fails in here fails on purpose; the processes of the forum keep their own logs.
    logging.disable(logging.ERROR)
    chosen = [each for each in SCENARIOS if not options.names or each.name in options.names]
    if options.short:
        chosen = [each for each in chosen if each.short]
    if options.list:
        for each in chosen:
            print(f"{each.name:<9} {each.rounds:>4} rounds, {each.short:>2} short  {each.title}")
        return
    failed = [_run(scenario, options) for scenario in chosen]
    sys.exit(1 if sum(failed) else 0)


def _options() -> argparse.Namespace:
    names = [each.name for each in SCENARIOS]
    parser = argparse.ArgumentParser(prog="bin/faults", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"{', '.join(names)}; all of them when left out"
    )
    parser.add_argument("--list", action="store_true", help="say what there is, and do nothing")
    parser.add_argument("--rounds", type=int, default=0, help="in place of those of the scenario")
    parser.add_argument("--seed", type=int, help="that of an earlier run, to do the same again")
    parser.add_argument("--port", type=int, default=0, help="where the forum listens")
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"], help="only this one")
    parser.add_argument(
        "--short",
        action="store_true",
        help="few rounds on SQLite, and what is late is told and is no failure",
    )
    options = parser.parse_args()
    if unknown := set(options.names) - set(names):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    return options


def _run(scenario: Scenario, options: argparse.Namespace) -> int:
    """How many databases the scenario failed on."""
    rounds = options.rounds or (scenario.short if options.short else scenario.rounds)
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    failed = 0
    for kind, opened in databases().items():
        if kind not in scenario.databases or options.database not in {None, kind}:
            continue
        if options.short and kind != (options.database or scenario.databases[0]):
            continue
        random.seed(seed)
        begun = time.monotonic()
        folder = Path(tempfile.mkdtemp(prefix="guildhall-faults-"))
        try:
            with opened(folder) as database:
                found = _found(scenario, database, rounds, options.port)
        finally:
            shutil.rmtree(folder)
        holds = not found.wrong and (options.short or not found.late)
        failed += not holds
        took = f"{rounds} rounds, seed {seed}, {time.monotonic() - begun:.0f} s"
        _tell(f"{scenario.name} {scenario.title}, {kind} ({took})", found, holds=holds)
    return failed


def _found(scenario: Scenario, database: Database, rounds: int, port: int) -> Found:
    """What the scenario found; nothing of it runs on, however it ended."""
    try:
        return scenario.run(database, rounds, port)
    except Exception as error:
        traceback.print_exc()
        return Found(wrong=[f"it broke off: {error!r}"[:300]])
    finally:
        end_what_runs()


def _tell(what: str, found: Found, *, holds: bool) -> None:
    print(f"{'passed' if holds else 'FAILED'}  {what}: {found}", flush=True)


if __name__ == "__main__":
    main()
