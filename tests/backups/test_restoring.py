import multiprocessing
import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from forum.backups import actions, queries
from forum.backups.settings import KEEP
from forum.cli import main
from forum.exports.queries import content_hash
from forum.kernel.db import db
from forum.live import actions as live
from forum.live import queries as open_pages
from forum.server import folder, restore
from forum.topics.models import Post
from forum.uploads import queries as uploads
from forum.verify.queries import findings
from tests.support import make
from tests.support.sites import opened, settle

KINDS = ("SQLite", "PostgreSQL")


@pytest.fixture
def forum(monkeypatch):
    """The command line, told where everything lies."""

    def run(at, *words, **more):
        for name, value in at.settings.items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(main, ["--data", str(at.data), *map(str, words)], **more)

    return run


def kept(at):
    """A site in which people live, its backup, and a hash of what it holds."""
    with opened(at):
        settle()
        return actions.make_now().file, content_hash(), len(uploads.files())


def amiss():
    return [problem for finding in findings() for problem in finding.problems]


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_comes_back_into_an_empty_place(place, forum, kind):
    file, before, pictures = kept(place("old", kind))
    new = place("new", kind)

    result = forum(new, "restore", file)

    assert result.exit_code == 0, result.output
    with opened(new):
        assert content_hash() == before
        assert len(uploads.files()) == pictures > 0
        assert amiss() == []
    assert (new.data / "secret_key").read_text() == (file.parents[1] / "secret_key").read_text()


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_takes_the_place_of_what_was_written_since(place, forum, kind):
    at = place("old", kind)
    file, before, _ = kept(at)
    with opened(at):
        make.topic()
        assert content_hash() != before
        live.begin_anew(1000)

    result = forum(at, "restore", file, input="y\n")

    assert result.exit_code == 0, result.output
    with opened(at):
        assert content_hash() == before
        assert amiss() == []
        # Pages that were open meanwhile know of nothing later than this.
        [event] = open_pages.events_after(1001, most=2)
        assert (event.id, event.kind) == (1002, open_pages.ANEW)
        [row] = queries.shown().items
        assert (row.file, row.bytes) == (file.name, file.stat().st_size)


def test_what_lies_among_the_backups_and_is_none_does_not_stop_a_restore(place, forum):
    at = place("old", "SQLite")
    file, before, _ = kept(at)
    (file.parent / "guildhall-of-my-own.tar").write_text("notes")

    result = forum(at, "restore", file, "--yes")

    assert result.exit_code == 0, result.output
    with opened(at):
        assert content_hash() == before
        assert [row.file for row in queries.kept()] == [file.name]


def test_backups_of_the_time_after_the_one_that_came_back_stay_until_somebody_deletes_them(
    place, forum
):
    at = place("old", "SQLite")
    kept(at)
    with opened(at):
        later = [actions.make_now().file for _ in range(KEEP.default)]
    assert forum(at, "restore", later[0], "--yes").exit_code == 0

    with opened(at):
        actions.make_now()

        assert all(file.exists() for file in later)


def test_it_asks_before_it_replaces_a_forum(place, forum):
    at = place("old", "SQLite")
    file, before, _ = kept(at)
    with opened(at):
        make.member()

    result = forum(at, "restore", file, input="n\n")

    assert result.exit_code == 1
    assert "Shall the backup take its place?" in result.output
    with opened(at):
        assert content_hash() != before


def test_it_changes_nothing_while_a_forum_does_not_let_go(place, forum, monkeypatch):
    at = place("old", "SQLite")
    file, before, _ = kept(at)
    with opened(at):
        make.member()
    monkeypatch.setattr(restore, "PATIENCE_SECONDS", 0.1)

    with folder.used(at.data):
        result = forum(at, "restore", "--yes", file)

    assert result.exit_code == 1
    assert "does not let go" in result.output
    assert "Nothing was changed" in result.output
    with opened(at):
        assert content_hash() != before
    assert not folder.is_closed(at.data)


def test_whoever_runs_a_forum_may_stay_while_its_processes_let_go(place, forum):
    at = place("old", "SQLite")
    file, before, _ = kept(at)

    with folder.held(at.data):
        result = forum(at, "restore", "--yes", file)

    assert result.exit_code == 0, result.output
    with opened(at):
        assert content_hash() == before


def test_nothing_runs_on_a_folder_that_is_being_restored(tmp_path):
    for lock in (folder.held(tmp_path, patience=0), folder.used(tmp_path)):
        with folder.emptied(tmp_path), pytest.raises(folder.FolderInUse), lock:
            pass


def test_servers_and_workers_share_a_folder(tmp_path):
    with folder.held(tmp_path), folder.used(tmp_path):
        with folder.used(tmp_path):
            pass
        # The one that stays still keeps a restore out, and is asked to let go.
        with pytest.raises(folder.FolderInUse), folder.emptied(tmp_path):
            pass
        assert not folder.is_closed(tmp_path)

    with folder.held(tmp_path), folder.emptied(tmp_path):
        assert folder.is_closed(tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_backup_changes_nothing(place, forum, kind, tmp_path):
    at = place("old", kind)
    file, before, _ = kept(at)
    damaged = tmp_path / "damaged.tar"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    damaged.write_bytes(data)

    result = forum(at, "restore", "--yes", damaged)

    assert result.exit_code == 1
    assert "Nothing was changed" in result.output
    with opened(at):
        assert content_hash() == before


def test_what_is_no_backup_is_refused_in_words(place, forum, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all")

    result = forum(place("new", "SQLite"), "restore", tmp_path / "letter.txt")

    assert result.exit_code == 1
    assert "no backup" in result.output


def test_a_backup_of_another_kind_of_database_is_refused(place, forum):
    file, _, _ = kept(place("old", "SQLite"))

    result = forum(place("new", "PostgreSQL"), "restore", "--yes", file)

    assert result.exit_code == 1
    assert "forum import site" in result.output


def test_a_damaged_database_can_be_replaced(place, forum):
    at = place("old", "SQLite")
    file, before, _ = kept(at)
    (at.data / "forum.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    (at.data / "forum.db-wal").write_bytes(b"rubbish")

    result = forum(at, "restore", "--yes", file)

    assert result.exit_code == 0, result.output
    with opened(at):
        assert content_hash() == before


def test_what_waited_beside_the_old_database_is_not_taken_for_the_new_one(place, forum):
    at = place("old", "SQLite")
    file, before, _ = kept(at)
    # A killed forum leaves what it wrote last beside the database.
    writer = sqlite3.connect(at.data / "forum.db")
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("UPDATE posts SET body = 'changed'")
    writer.commit()
    left = {name: (at.data / name).read_bytes() for name in ("forum.db", "forum.db-wal")}
    writer.close()
    for name, data in left.items():
        (at.data / name).write_bytes(data)

    result = forum(at, "restore", "--yes", file)

    assert result.exit_code == 0, result.output
    with opened(at):
        assert content_hash() == before
    [old] = (at.data / "before-restore").glob("*.db")
    with closing(sqlite3.connect(old)) as aside:
        assert aside.execute("SELECT DISTINCT body FROM posts").fetchall() == [("changed",)]


# A new process has all it needs from the beginning, so that a moment in it is one of the restore.
ready = multiprocessing.get_context("forkserver")
ready.set_forkserver_preload(["forum.slices", "forum.cli", __name__])


def _restore_until(data, file, seconds):
    """Begin a restore in a process of its own, killed after so many seconds; how it ended."""
    begun = ready.Event()
    process = ready.Process(target=_restore, args=(str(data), str(file), begun))
    process.start()
    assert begun.wait(60)
    process.join(seconds)
    if process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    return process.exitcode


def _restore(data, file, begun):
    begun.set()
    main(["--data", data, "restore", "--yes", file], standalone_mode=False)


def test_a_restore_that_is_killed_leaves_the_old_forum_or_the_whole_new_one(place):
    at = place("old", "SQLite")
    file, before, _ = kept(at)
    with opened(at):
        make.member(username="later")
        after = content_hash()

    copy = at.data.with_name("copy")
    shutil.copytree(at.data, copy)
    started = time.monotonic()
    assert _restore_until(copy, file, 60) == 0
    whole = time.monotonic() - started

    ends = [_restore_until(at.data, file, whole * turn / 8) for turn in range(8)]

    assert -signal.SIGKILL in ends
    with opened(at):
        assert content_hash() in {before, after}
        assert amiss() == []
        assert db.session.scalars(select(Post)).all()
