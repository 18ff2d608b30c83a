"""Everything that is done to a forum, by name: how often, for a full run and for a short one."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.abusing import abuse
from tests.faults.backing_up import backups_under_load
from tests.faults.claiming import claims_under_fire
from tests.faults.clocks import wrong_clocks
from tests.faults.composing import composer
from tests.faults.crossing import crash_points
from tests.faults.databases import Database
from tests.faults.firing import answered_posts_stay, posts_under_fire
from tests.faults.gathering import killed_summaries
from tests.faults.ground import Found
from tests.faults.judging import held_posts
from tests.faults.mailing import mail_server
from tests.faults.rewriting import edits_at_once
from tests.faults.sealing import audit_log
from tests.faults.searching import killed_while_indexing, lost_index
from tests.faults.stopping import graceful_stop
from tests.faults.streams import streams_survive
from tests.faults.working import killed_workers

BOTH = ("SQLite", "PostgreSQL")


@dataclass(frozen=True)
class Scenario:
    """One way to break the forum: what it is called, and how often it is done."""

    name: str
    title: str
    # Takes the database, the number of rounds, and the port (0 for any).
    run: Callable[[Database, int, int], Found]
    rounds: int
    # None in a short run where a test of bin/check does the same.
    short: int
    databases: tuple[str, ...] = BOTH


SCENARIOS = (
    Scenario("answered", "an answered post survives kill -9", answered_posts_stay, 20, 0),
    Scenario("F-01", "kill -9 while people post", posts_under_fire, 100, 2),
    Scenario("F-02", "death between a commit and what follows", crash_points, 8, 1),
    Scenario("F-03", "mishaps of somebody who writes", composer, 12, 2, ("SQLite",)),
    Scenario("F-04", "moderators decide while everything dies", held_posts, 50, 2),
    Scenario("F-05", "kill -9 of the worker", killed_workers, 30, 2),
    Scenario("F-06", "kill -9 while members claim codes", claims_under_fire, 20, 2),
    Scenario("summaries", "kill -9 of the worker while summaries go out", killed_summaries, 6, 2),
    Scenario("F-08", "a mail server that misbehaves", mail_server, 20, 3),
    Scenario("F-13", "somebody changes the audit log", audit_log, 100, 5),
    Scenario("F-14", "asked to stop under load", graceful_stop, 3, 1),
    Scenario("F-15", "the clock goes wrong", wrong_clocks, 20, 4),
    Scenario("F-16", "backups under load", backups_under_load, 20, 1),
    Scenario("F-18", "the index is lost or damaged", lost_index, 3, 1),
    Scenario("F-21", "hostile texts while others read", abuse, 3, 1),
    Scenario("F-22", "many change one post at once", edits_at_once, 100, 10),
    Scenario("indexing", "kill -9 of the worker while it indexes", killed_while_indexing, 10, 0),
    Scenario("F-19", "open pages while the server dies", streams_survive, 4, 1),
)
