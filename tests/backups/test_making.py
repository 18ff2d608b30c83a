import gzip
import json
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url, select

from forum.backups import actions, archive, copying, making, places, postgres, restoring, tasks
from forum.backups.archive import Contents, Unusable
from forum.backups.models import Backup, Stage
from forum.backups.settings import KEEP
from forum.kernel.db import db
from forum.site import actions as site
from tests.support.sites import opened, settle


@pytest.fixture
def lived_in(place):
    """A site on SQLite in which people live."""
    with opened(place("old", "SQLite")) as app:
        settle()
        yield app


def rows():
    db.session.rollback()
    return db.session.scalars(select(Backup).order_by(Backup.id)).all()


def test_a_backup_is_one_file_that_says_what_is_in_it(lived_in):
    made = actions.make_now()

    with tarfile.open(made.file) as tar:
        names = tar.getnames()
        said = json.load(tar.extractfile("backup.json"))
    assert names[:2] == ["backup.json", "database.sqlite.gz"]
    assert names[2] == "secret_key"
    assert all(name.startswith("uploads/") for name in names[3:])
    assert said["counts"]["posts"] == 2
    assert (said["format"], said["version"], said["kind"]) == ("guildhall-backup", 1, "sqlite")
    assert made.file.stat().st_mode & 0o777 == 0o600


def test_the_row_says_what_became_of_it(lived_in):
    made = actions.make_now()

    [row] = rows()
    assert row.file == made.file.name
    assert row.stage == Stage.DONE
    assert row.made_at and not row.failed_at
    assert row.bytes == made.file.stat().st_size
    assert row.sha256 == archive.hashed(made.file, "").sha256
    assert row.counts["users"] == 3


def test_a_backup_goes_where_it_is_told(lived_in, tmp_path):
    (tmp_path / "disk").mkdir()

    inside = actions.make_now(tmp_path / "disk")
    named = actions.make_now(tmp_path / "mine.tar")

    assert inside.file.parent == tmp_path / "disk"
    assert named.file == tmp_path / "mine.tar"
    assert [row.file for row in rows()] == [str(inside.file), str(named.file)]


def test_while_it_is_made_only_a_hidden_folder_is_there(lived_in, monkeypatch):
    seen = []

    def look(file, workplace):
        seen.append(sorted(path.name[:8] for path in places.folder().iterdir()))
        return prove(file, workplace)

    prove = making.prove
    monkeypatch.setattr(making, "prove", look)

    made = actions.make_now()

    assert seen == [[".making-"]]
    assert [path.name for path in places.folder().iterdir()] == [made.file.name]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Unusable("It holds other rows."), "not_proven"),
        (OSError(28, "No space left on device"), "no_place"),
        (RuntimeError("Something else."), "other"),
    ],
)
def test_a_try_that_fails_leaves_a_reason_and_no_file(lived_in, monkeypatch, error, reason):
    def fail(*_):
        raise error

    monkeypatch.setattr(making, "prove", fail)

    with pytest.raises(actions.Failed):
        actions.make_now()

    [row] = rows()
    assert (row.reason, row.file) == (reason, "")
    assert row.failed_at and not row.made_at
    assert list(places.folder().iterdir()) == []


def test_a_disk_without_room_is_noticed_before_anything_is_written(lived_in, monkeypatch):
    monkeypatch.setattr(places, "room", lambda folder: 1000)

    with pytest.raises(actions.Failed) as failed:
        actions.make_now()

    assert failed.value.reason == "no_room"
    assert "1,000 are free" in failed.value.details


def test_a_try_that_is_interrupted_says_so(lived_in, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(copying, "make", interrupt)

    with pytest.raises(KeyboardInterrupt):
        actions.make_now()

    assert rows()[0].reason == "cut_short"


def test_only_so_many_that_made_themselves_are_kept(lived_in):
    site.assign(KEEP.key, 2)

    made = [actions.make_now().file for _ in range(4)]

    assert [file.exists() for file in made] == [False, False, True, True]
    assert [bool(row.deleted_at) for row in rows()] == [True, True, False, False]


def _rebuilt(file, change):
    """The backup with its parts changed by a function of name and bytes; None leaves one out."""
    target = file.with_suffix(".changed.tar")
    with tarfile.open(file) as old, tarfile.open(target, "w") as new:
        for member in old:
            data = change(member.name, old.extractfile(member).read())
            if data is not None:
                copy = target.with_suffix(".part")
                copy.write_bytes(data)
                new.add(copy, member.name)
    return target


def _other_post(name, data):
    """Change the words of a post in the database of a backup."""
    if name != "database.sqlite.gz":
        return data
    return gzip.compress(gzip.decompress(data).replace(b"Two minutes", b"Ten minutes"))


@pytest.mark.parametrize(
    "change",
    [
        lambda name, data: None if name == "database.sqlite.gz" else data,
        lambda name, data: None if name.startswith("uploads/") else data,
        lambda name, data: data[:-1] if name.startswith("uploads/") else data,
        lambda name, data: b"{}" if name == "backup.json" else data,
        lambda name, data: None if name == "backup.json" else data,
        lambda name, data: data.replace(b'"posts": 2', b'"posts": 3'),
        _other_post,
    ],
)
def test_what_is_not_as_it_was_packed_is_no_backup(lived_in, tmp_path, change):
    made = actions.make_now()

    with pytest.raises(Unusable):
        making.prove(_rebuilt(made.file, change), tmp_path)


def _end_of_content(file):
    """Where the last file in it ends; what comes after is there to fill it up."""
    with tarfile.open(file) as archive:
        return max(member.offset_data + member.size for member in archive)


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.8])
def test_a_file_that_is_cut_is_no_backup(lived_in, tmp_path, share):
    made = actions.make_now()
    cut = tmp_path / "cut.tar"
    cut.write_bytes(made.file.read_bytes()[: int(_end_of_content(made.file) * share)])

    with pytest.raises(Unusable):
        making.prove(cut, tmp_path)


def test_what_a_row_points_to_is_there_in_the_copy_of_the_database(lived_in, tmp_path):
    copy = copying.make(tmp_path)
    with closing(sqlite3.connect(copy.file)) as database:
        database.execute("DELETE FROM users WHERE username = 'ada'")
        database.commit()

    with pytest.raises(Unusable, match="points nowhere"):
        copying.check(copy.kind, copy.file, copy.counts)


def test_a_part_cannot_lie_outside_of_the_folder(lived_in, tmp_path):
    (tmp_path / "key").write_text("a key of others")
    part = archive.hashed(tmp_path / "key", "../../evil")
    contents = Contents("2026-11-22T00:00:00", "1", "sqlite", "database.sqlite", parts=[part])
    archive.write(tmp_path / "evil.tar", contents, {"../../evil": tmp_path / "key"})

    with pytest.raises(Unusable, match="outside"):
        restoring.bring_back(tmp_path / "evil.tar", lambda: None)


def test_postgres_makes_a_dump_of_the_moment_that_was_counted(place):
    with opened(place("old", "PostgreSQL")):
        settle()

        made = actions.make_now()

        assert made.contents.kind == "postgresql"
        assert made.contents.counts["posts"] == 2
        assert rows()[0].made_at


def test_without_pg_dump_all_rows_are_written_instead(place, monkeypatch):
    def missing(*_):
        raise FileNotFoundError(2, "No such file or directory", "pg_dump")

    with opened(place("old", "PostgreSQL")):
        settle()
        monkeypatch.setattr(postgres, "run", missing)

        made = actions.make_now()

        assert made.contents.kind == "rows"
        assert made.contents.counts["posts"] == 2


def test_of_a_backup_that_is_owed_and_not_known_here_there_is_none_to_make(app):
    tasks.make({"backup_id": 999})

    assert db.session.scalars(select(Backup)).all() == []


def test_the_password_of_the_database_stands_in_no_command():
    url = make_url("postgresql+psycopg://ruth:s3%3Acr%5Cet@db.example/forum?sslmode=require")

    with postgres.connection_words(url) as words:
        file = Path(words.partition("passfile='")[2].partition("'")[0])
        kept = file.read_text()
        mode = file.stat().st_mode & 0o777

    assert words.startswith("host='db.example' user='ruth' dbname='forum' sslmode='require' passf")
    assert "s3" not in words
    assert (kept, mode) == ("*:*:*:*:s3\\:cr\\\\et\n", 0o600)
    assert not file.exists()
