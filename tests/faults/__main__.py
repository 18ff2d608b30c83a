"""`bin/faults`: kills the forum while it works, and looks whether what it promised still holds."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.faults.databases import Database, databases
from tests.faults.scenarios import Found, answered_posts_stay, killed_workers, posts_under_fire

Scenario = Callable[[Database, int, int], Found]
SCENARIOS: dict[str, Scenario] = {
    "an answered post survives kill -9": answered_posts_stay,
    "F-01: kill -9 at a random moment": posts_under_fire,
    "kill -9 of the worker": killed_workers,
}
SHARE = {"kill -9 of the worker": 4, "F-01: kill -9 at a random moment": 2}


def main() -> None:
    """Run every scenario on every database; the exit status is 0 when all of them hold."""
    parser = argparse.ArgumentParser(prog="bin/faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="kills of the first scenario")
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    failed = 0
    for name, scenario in SCENARIOS.items():
        rounds = max(1, options.rounds // SHARE.get(name, 1))
        for kind, opened in databases().items():
            folder = Path(tempfile.mkdtemp(prefix="guildhall-faults-"))
            try:
                with opened(folder) as database:
                    found = scenario(database, rounds, options.port)
            finally:
                shutil.rmtree(folder)
            failed += not found.holds
            print(f"{'passed' if found.holds else 'FAILED'}  {name}, {kind}: {found}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
