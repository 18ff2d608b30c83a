"""Promises of both stores, what happens when the far one does not answer, and moving between."""

import hashlib
from dataclasses import replace
from io import BytesIO

import pytest

from forum.config import Config, ConfigError
from forum.kernel.policy import Invalid
from forum.uploads import actions, checks, queries, s3, store
from forum.uploads.kept import Unreachable
from tests.support import make
from tests.uploads import pictures

NAME = f"ab/{'ab' * 11}-320.webp"
OTHER = f"cd/{'cd' * 11}-800.webp"
DEAD = "http://key:hush-hush@127.0.0.1:9/pictures"


def names():
    return sorted(kept.name for kept in store.chosen().names())


def test_what_was_written_is_read_again_and_written_anew(app):
    store.write(NAME, b"one")
    store.write(NAME, b"another")

    assert store.read(NAME) == b"another"
    assert store.size(NAME) == 7
    assert [(kept.name, kept.bytes) for kept in store.every_file()] == [(NAME, 7)]


def test_what_is_not_there_is_missing_and_may_be_taken_away(app):
    assert store.size(NAME) is None
    store.discard(NAME)
    with pytest.raises(FileNotFoundError):
        store.read(NAME)


def test_files_are_found_by_how_their_name_begins(app):
    store.write(NAME, b"1")
    store.write(OTHER, b"2")

    found = {
        prefix: [kept.name for kept in store.chosen().names(prefix)]
        for prefix in ("ab", "cd/cdcd", "cd/x", "zz")
    }

    assert found == {"ab": [NAME], "cd/cdcd": [OTHER], "cd/x": [], "zz": []}


def test_more_files_than_one_answer_holds_are_all_found(app, monkeypatch):
    monkeypatch.setattr(s3, "AT_A_TIME", 2)
    many = [f"ab/{n:022}-320.webp" for n in range(5)]
    for name in many:
        store.write(name, b"")

    assert names() == many


def test_taking_a_picture_away_leaves_its_neighbours(app):
    store.write(NAME, b"1")
    store.write(NAME.replace("320", "square-96"), b"2")
    store.write(NAME.replace("b-320", "c-320"), b"3")

    store.remove("ab" * 11)

    assert names() == [NAME.replace("b-320", "c-320")]


@pytest.mark.parametrize(
    "name",
    ["../secret_key", "ab/../x", NAME.upper() + "x", f"xy/{NAME[3:]}", "ab/x.webp", NAME[3:]],
)
def test_nothing_but_a_picture_is_put_back(app, name):
    digest = hashlib.sha256(b"x").hexdigest()

    assert not actions.put_back(name, BytesIO(b"x"), sha256=digest)
    assert names() == []


def test_a_file_of_a_backup_is_put_back_whole_or_not_at_all(app):
    digest = hashlib.sha256(b"whole").hexdigest()

    assert not actions.put_back(NAME, BytesIO(b"who"), sha256=digest)
    assert actions.put_back(NAME, BytesIO(b"whole"), sha256=digest)
    assert actions.put_back(NAME, BytesIO(b"whole"), sha256=digest)
    assert store.read(NAME) == b"whole"


def test_backups_and_exports_find_every_file_on_this_machine(app):
    giver = make.member()
    upload = actions.take_in(giver, pictures.drawn("PNG", (400, 300)))
    actions.make_sizes(upload.id)

    files = queries.files()

    assert [f"{path.parent.name}/{path.name}" for path in files] == names()
    assert all(
        path.read_bytes() == store.read(name) for path, name in zip(files, names(), strict=True)
    )
    assert [path.name for path in queries.files_of(giver)] == [f"{upload.public_id}-400.webp"]
    store.remove(upload.public_id)
    assert not any(path.exists() for path in files)


@pytest.mark.parametrize("keeper", ["s3"])
def test_pictures_that_are_behind_a_door_stay_there(sign_in, guest):
    giver = make.member()
    upload = actions.take_in(giver, pictures.drawn())
    address = f"/uploads/{upload.public_id}"

    shown = sign_in(giver).get(address)

    assert shown.data == store.read(store.name_of(upload.public_id, 40))
    assert shown.headers["Cache-Control"] == "private, no-cache"
    assert guest.get(address).status_code == 404
    assert "X-Sendfile" not in shown.headers
    assert shown.location is None


@pytest.fixture
def unreachable(app, monkeypatch):
    """A store at an address at which nothing answers."""
    monkeypatch.setattr(s3, "TRIES", 1)
    config = replace(app.extensions["config"], s3_url=DEAD)
    monkeypatch.setitem(app.extensions, "config", config)
    yield
    s3.opened.cache_clear()


@pytest.mark.parametrize("keeper", ["s3"])
def test_a_store_that_does_not_answer_asks_for_patience_and_tells_no_secret(
    keeper, sign_in, unreachable, caplog
):
    member = make.member()

    with pytest.raises(Invalid) as refused:
        actions.take_in(member, pictures.drawn())

    assert refused.value.reason == "busy"
    assert "does not answer" in caplog.text
    assert "hush-hush" not in caplog.text


@pytest.mark.parametrize("keeper", ["s3"])
def test_a_picture_that_cannot_be_fetched_now_is_not_said_to_be_gone(
    keeper, sign_in, app, monkeypatch
):
    member = make.member()
    upload = actions.take_in(member, pictures.drawn())
    monkeypatch.setattr(store, "read", _refuse)

    assert sign_in(member).get(f"/uploads/{upload.public_id}").status_code == 503


def _refuse(name):
    raise Unreachable("no answer")


@pytest.mark.parametrize("keeper", ["s3"])
def test_a_wrong_key_or_bucket_is_told_as_what_it_is(app, s3_address):
    elsewhere = s3.S3(s3_address.replace("/pictures/", "/other/"))

    with pytest.raises(Unreachable, match="refuses: NoSuchBucket"):
        elsewhere.write(NAME, b"x")


@pytest.mark.parametrize("keeper", ["s3"])
def test_the_bucket_is_kept_in_order_below_its_prefix(app, s3_address):
    store.write(NAME, b"x")

    assert [kept.name for kept in s3.S3(s3_address).names()] == [NAME]
    assert [kept.name for kept in s3.S3(s3_address.removesuffix("/forum")).names()] == [
        f"forum/{NAME}"
    ]


@pytest.mark.parametrize("keeper", ["s3"])
def test_pictures_move_to_s3_and_back(app):
    upload = actions.take_in(make.member(), pictures.drawn("PNG", (400, 300)))
    actions.make_sizes(upload.id)
    kept = {name: store.read(name) for name in names()}
    run = app.test_cli_runner().invoke

    back = run(args=["uploads", "move-to", "folder", "--remove"])
    held = [kept.name for kept in store.folder().names()]
    assert (back.exit_code, names(), sorted(held)) == (0, [], sorted(kept))
    assert "4 copied" in back.output and "4 files were removed" in back.output

    first = run(args=["uploads", "move-to", "s3"])
    again = run(args=["uploads", "move-to", "s3", "--remove"])

    assert "4 copied, 0 before" in first.output
    assert "0 copied, 4 before" in again.output
    assert {name: store.read(name) for name in names()} == kept
    assert list(store.folder().names()) == []
    assert [problem for check in checks.ALL[:2] for problem in check.problems()] == []


@pytest.mark.parametrize("keeper", ["s3"])
def test_a_file_that_was_cut_short_on_the_way_is_copied_again(app):
    store.folder().write(NAME, b"whole")
    store.write(NAME, b"who")

    app.test_cli_runner().invoke(args=["uploads", "move-to", "s3", "--remove"])

    assert store.read(NAME) == b"whole"


@pytest.mark.parametrize("keeper", ["folder"])
def test_moving_asks_for_the_address_of_the_storage(app):
    done = app.test_cli_runner().invoke(args=["uploads", "move-to", "s3"])

    assert done.exit_code == 2
    assert "FORUM_S3_URL" in done.output


@pytest.mark.parametrize("keeper", ["s3"])
def test_a_move_that_breaks_off_says_that_it_may_be_tried_again(app, unreachable):
    done = app.test_cli_runner().invoke(args=["uploads", "move-to", "folder"])

    assert done.exit_code == 1
    assert "try again" in done.output
    assert "hush-hush" not in done.output


@pytest.mark.parametrize("keeper", ["folder"])
@pytest.mark.parametrize(
    "url",
    [
        "s3.example.org/bucket",
        "https://s3.example.org/bucket",
        "https://key:secret@s3.example.org/",
        "https://key@s3.example.org/bucket",
        "ftp://key:secret@s3.example.org/bucket",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_at_the_start(tmp_path, url):
    with pytest.raises(ConfigError, match="FORUM_S3_URL") as refused:
        configured(tmp_path, url)

    assert "key" not in str(refused.value).replace("key:secret@s3.example.org/bucket", "")


@pytest.mark.parametrize("keeper", ["folder"])
def test_the_secret_is_not_in_what_is_printed_of_the_configuration(tmp_path):
    config = configured(tmp_path, "https://key:hush-hush@s3.example.org/bucket")

    assert config.s3_url.endswith("/bucket")
    assert "hush-hush" not in repr(config)


def configured(folder, url):
    return Config.from_environment(
        {"FORUM_S3_URL": url, "FORUM_SECRET_KEY": "x" * 40}, data_dir=folder
    )
