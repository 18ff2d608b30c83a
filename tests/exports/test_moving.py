import hashlib
import json
import zipfile

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import joinedload

from forum.accounts.models import Session, User
from forum.audit import actions as audit
from forum.backups import actions as backups
from forum.bookmarks.models import Bookmark
from forum.exports import actions, arriving, tables
from forum.exports.queries import content_hash
from forum.exports.tables import Secrets
from forum.jobs import worker
from forum.kernel.db import Base, db
from forum.mail import actions as mail
from forum.topics import actions as topics
from forum.topics.actions import NewPost
from forum.topics.models import Post, Topic
from forum.uploads import queries as uploads
from forum.verify.queries import findings
from tests.support import make
from tests.support.sites import Place, opened, settle

KINDS = ("SQLite", "PostgreSQL")


def quiet(*_):
    """Nobody watches how far it is."""


def amiss():
    return [problem for finding in findings() for problem in finding.problems]


def counted():
    return {
        name: db.session.scalar(select(func.count()).select_from(table))
        for name, table in Base.metadata.tables.items()
    }


def talk():
    """The one topic, ready to be replied to."""
    found = select(Topic).options(joinedload(Topic.channel), joinedload(Topic.author))
    return db.session.scalars(found).one()


@pytest.fixture
def box(tmp_path):
    return tmp_path / "export.zip"


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A site that was exported with and without its secrets; both are only read."""
    folder = tmp_path_factory.mktemp("exported")
    with opened(Place(folder / "site")):
        settle()
        actions.write_site(folder / "stay.zip", quiet, secrets=Secrets.STAY)
        actions.write_site(folder / "leave.zip", quiet, secrets=Secrets.LEAVE)
        actions.write_site(folder / "folder", quiet, secrets=Secrets.STAY)
    return folder


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory):
    """A site that stays empty, because everything that is tried on it is refused."""
    with opened(Place(tmp_path_factory.mktemp("empty") / "site")) as app:
        yield app


@pytest.mark.parametrize("source", KINDS)
@pytest.mark.parametrize("target", KINDS)
def test_a_site_moves_to_any_database_with_all_that_it_holds(place, box, source, target):
    with opened(place("old", source)):
        upload = settle()
        picture = [file.read_bytes() for file in uploads.files()]
        audit.record(db.session.get(User, upload.user_id), "tests.look", "user", 1)
        before, rows = content_hash(), counted()
        actions.write_site(box, quiet, secrets=Secrets.LEAVE)

    with opened(place("new", target)):
        contents = actions.read_site(box, quiet)

        assert content_hash() == before
        assert {each.table: each.rows for each in contents.tables}.items() <= rows.items()
        assert counted()["posts"] == rows["posts"] == 2
        assert [file.read_bytes() for file in uploads.files()] == picture
        assert amiss() == []


@pytest.mark.parametrize("target", KINDS)
def test_life_goes_on_after_the_move_with_numbers_that_nobody_has(place, exported, target):
    with opened(place("new", target)):
        actions.read_site(exported / "leave.zip", quiet)
        topic = talk()
        last = db.session.scalar(select(func.max(Post.id)))
        ada = db.session.scalars(select(User).where(User.username == "ada")).one()

        post = topics.reply(ada, topic, NewPost("Still here."))

        assert post.id == last + 1
        assert make.member().id > ada.id


def test_references_are_looked_at_again_after_the_move(place, exported):
    with opened(place("new", "PostgreSQL")):
        actions.read_site(exported / "leave.zip", quiet)

        resting = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND condeferrable"
        assert db.session.scalar(text(resting)) == 0


def test_secrets_stay_unless_they_are_asked_for(exported):
    stay, leave = exported / "stay.zip", exported / "leave.zip"

    with zipfile.ZipFile(stay) as without, zipfile.ZipFile(leave) as whole:
        assert b"$argon2id$" not in b"".join(without.read(name) for name in without.namelist())
        assert "tables/sessions.jsonl" not in without.namelist()
        assert b"$argon2id$a-hash" in whole.read("tables/users.jsonl")
        assert "tables/sessions.jsonl" in whole.namelist()


def test_without_secrets_people_are_there_and_choose_another_password(place, exported):
    with opened(place("new", "SQLite")):
        actions.read_site(exported / "stay.zip", quiet)

        assert db.session.scalars(select(User.password_hash)).all() == [None] * 3
        assert db.session.scalar(select(func.count(Session.id))) == 0
        assert amiss() == []


@pytest.mark.parametrize("target", KINDS)
def test_letters_and_backups_of_the_new_place_are_made_although_the_old_one_had_as_many(
    place, box, target
):
    with opened(place("old", "SQLite")) as app:
        settle()
        mail.post("greeting", to="ada@example.org", subject="Hello", text="A word.")
        backups.ask(db.session.scalars(select(User).where(User.username == "ruth")).one())
        worker.work_off(app)
        actions.write_site(box, quiet, secrets=Secrets.STAY)

    with opened(place("new", target)) as app:
        actions.read_site(box, quiet)
        letter = mail.post("greeting", to="ada@example.org", subject="Hello", text="A word.")
        asked = backups.ask(db.session.scalars(select(User).where(User.username == "ruth")).one())
        worker.work_off(app)
        db.session.expire_all()

        assert letter.sent_at is not None
        assert asked.made_at is not None
        assert amiss() == []


def test_an_export_can_be_a_folder_for_other_programs(place, exported):
    folder = exported / "folder"

    users = (folder / "tables/users.jsonl").read_text().splitlines()
    assert {json.loads(line)["username"] for line in users} == {"ruth", "ada", "grace"}
    [entry] = map(json.loads, (folder / "media.jsonl").read_text().splitlines())
    picture = (folder / "media" / entry["file"]).read_bytes()
    assert hashlib.sha256(picture).hexdigest() == entry["sha256"]
    said = json.loads((folder / "export.json").read_text())
    assert (said["format"], said["version"], said["secrets"]) == ("guildhall-export", 1, False)
    with opened(place("new", "SQLite")):
        actions.read_site(folder, quiet)
        assert db.session.scalar(select(func.count(Post.id))) == 2


def test_what_is_written_meanwhile_is_not_half_in_it(place, box):
    with opened(place("old", "SQLite")):
        settle()
        topic = talk()
        grace = db.session.scalars(select(User).where(User.username == "grace")).one()
        before = content_hash()

        def write_now(done, of):
            if done in {100, of}:
                topics.reply(grace, topic, NewPost(f"Written at {done}."))

        contents = actions.write_site(box, write_now, secrets=Secrets.STAY)
        assert content_hash() != before

    with opened(place("new", "SQLite")):
        actions.read_site(box, quiet)
        assert content_hash() == before
        assert contents.media["files"] == len(uploads.files())


def test_a_site_with_members_takes_no_other_one_in(place, exported):
    with opened(place("old", "SQLite")):
        make.member()
        before = content_hash()

        with pytest.raises(actions.NotEmpty):
            actions.read_site(exported / "stay.zip", quiet)

        assert content_hash() == before


def _changed(box, out, name, change):
    """The export with one file changed, or left out."""
    with zipfile.ZipFile(box) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            data = old.read(each) if each != name else change(old.read(each))
            if data is not None:
                new.writestr(each, data)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("export.json", lambda data: None),
        ("export.json", lambda data: data.replace(b'"rows": 3', b'"rows": 4')),
        ("export.json", lambda data: data.replace(b'"version": 1', b'"version": 99')),
        ("export.json", lambda data: b"{}"),
        ("export.json", lambda data: b"not JSON"),
        ("tables/posts.jsonl", lambda data: None),
        ("tables/posts.jsonl", lambda data: data.replace(b"Two minutes", b"Ten minutes")),
        ("tables/posts.jsonl", lambda data: data[: len(data) // 2]),
        ("tables/posts.jsonl", lambda data: data.splitlines(keepends=True)[0]),
        ("tables/posts.jsonl", lambda data: data.replace(b'"body"', b'"corpse"')),
        ("tables/topics.jsonl", lambda data: b"[]\n"),
        ("media.jsonl", lambda data: None),
        ("media.jsonl", lambda data: data.replace(b'"sha256":"', b'"sha256":"0')),
        ("media.jsonl", lambda data: data.replace(b'"file":"', b'"file":"../')),
    ],
)
def test_an_export_that_was_changed_or_cut_changes_nothing(
    exported, empty_site, tmp_path, name, change
):
    _changed(exported / "stay.zip", tmp_path / "bad.zip", name, change)

    with pytest.raises(arriving.Unfit):
        actions.read_site(tmp_path / "bad.zip", quiet)

    assert counted()["users"] == counted()["posts"] == 0


def test_an_older_export_without_a_later_column_comes_in(place, box, monkeypatch):
    def of_older_code(table, secrets):
        return [column for column in table.columns if column.key not in ("note", "password_hash")]

    with opened(place("old", "SQLite")):
        settle()
        with monkeypatch.context() as older:
            older.setattr(tables, "columns", of_older_code)
            actions.write_site(box, quiet, secrets=Secrets.STAY)

    with opened(place("new", "SQLite")):
        actions.read_site(box, quiet)

        assert db.session.scalars(select(Bookmark.note)).all() == [""]


def test_a_broken_export_leaves_nothing_behind(place, tmp_path, monkeypatch):
    def fail(done, of):
        raise OSError(28, "No space left on device")

    with opened(place("old", "SQLite")):
        settle()
        for name in ("out", "out.zip"):
            with pytest.raises(OSError, match="No space"):
                actions.write_site(tmp_path / name, fail, secrets=Secrets.STAY)

    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_an_export_replaces_nothing(place, tmp_path):
    (tmp_path / "there.zip").write_text("mine")
    with opened(place("old", "SQLite")), pytest.raises(FileExistsError):
        actions.write_site(tmp_path / "there.zip", quiet, secrets=Secrets.STAY)

    assert (tmp_path / "there.zip").read_text() == "mine"
