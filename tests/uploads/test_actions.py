import errno
import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.uploads import actions, folder, queries, store
from forum.uploads.models import Upload, UploadUse
from tests.support import make
from tests.support.queries import count_queries
from tests.uploads import pictures


@pytest.fixture
def giver(app):
    return make.member()


def given(giver, size=(40, 30), **how) -> Upload:
    return actions.take_in(giver, pictures.drawn("PNG", size), **how)


def uses() -> list[tuple[int, str, int]]:
    query = select(UploadUse.upload_id, UploadUse.door, UploadUse.door_id)
    return [tuple(row) for row in db.session.execute(query.order_by(UploadUse.upload_id))]


def all_files() -> list[str]:
    return [kept.name for kept in store.chosen().names()]


def test_a_picture_is_kept_as_a_file_and_a_row_that_describes_it(giver):
    upload = given(giver, alt=" A red \n cup ")

    data = store.read(store.name_of(upload.public_id, 40))
    assert (upload.width, upload.height, upload.bytes) == (40, 30, len(data))
    assert upload.sha256 == hashlib.sha256(data).hexdigest()
    assert upload.alt == "A red cup"
    assert all_files() == [store.name_of(upload.public_id, 40)]


def test_its_smaller_sizes_are_owed_to_the_worker(giver):
    upload = given(giver)

    job = db.session.scalars(select(Job).where(Job.kind == "uploads.sizes")).one()
    assert job.payload == {"upload_id": upload.id}


def test_the_worker_makes_smaller_widths_and_squares(giver):
    upload = given(giver, size=(1000, 500))

    actions.make_sizes(upload.id)
    actions.make_sizes(upload.id)

    upload = db.session.get(Upload, upload.id, populate_existing=True)
    assert (upload.sizes, upload.squares) == ([320, 800, 1000], [96, 192])
    shapes = {}
    for name in all_files():
        with Image.open(BytesIO(store.read(name))) as picture:
            shapes[name.rpartition("/")[2].removeprefix(upload.public_id)] = picture.size
    assert shapes == {
        "-320.webp": (320, 160),
        "-800.webp": (800, 400),
        "-1000.webp": (1000, 500),
        "-square-96.webp": (96, 96),
        "-square-192.webp": (192, 192),
    }


def test_a_small_picture_is_not_blown_up(giver):
    upload = given(giver, size=(50, 20))

    actions.make_sizes(upload.id)

    with Image.open(BytesIO(store.read(store.name_of_square(upload.public_id, 96)))) as square:
        assert square.size == (20, 20)
    assert queries.pictures([upload.public_id])[upload.public_id].sizes == (50,)


def test_a_text_is_told_the_widths_that_there_will_be(giver):
    upload = given(giver, size=(1000, 500))

    found = queries.pictures([upload.public_id, "x" * 22])

    assert list(found) == [upload.public_id]
    assert found[upload.public_id].sizes == (320, 800, 1000)


def test_a_moving_picture_keeps_to_its_one_width(giver):
    upload = actions.take_in(giver, pictures.moving(4, size=(400, 40)))

    actions.make_sizes(upload.id)

    upload = db.session.get(Upload, upload.id, populate_existing=True)
    assert (upload.frames, upload.sizes, upload.squares) == (4, [400], [96, 192])


def test_what_is_no_picture_leaves_neither_row_nor_file(giver):
    with pytest.raises(Invalid):
        actions.take_in(giver, b"<svg/>")

    assert db.session.scalar(select(func.count(Upload.id))) == 0
    assert all_files() == []


@pytest.mark.parametrize("keeper", ["folder"])
def test_a_full_disk_leaves_neither_row_nor_file_and_says_so(giver, monkeypatch):
    """FAULTS F-12."""

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(folder.os, "fsync", full)

    with pytest.raises(Invalid) as refused:
        given(giver)

    assert refused.value.reason == "no_room"
    assert db.session.scalar(select(func.count(Upload.id))) == 0
    assert all_files() == []


def test_a_row_that_cannot_be_written_takes_its_file_along(giver, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions.jobs, "enqueue", broken)

    with pytest.raises(RuntimeError):
        given(giver)

    assert db.session.scalar(select(func.count(Upload.id))) == 0
    assert all_files() == []


def test_a_silenced_member_gives_no_pictures(app):
    silenced = make.member(silenced_until=clock.now() + timedelta(days=1))

    with pytest.raises(Refused) as refused:
        given(silenced)

    assert refused.value.verdict.reason == "silenced"


@pytest.mark.parametrize("alt", ["a\x00b", "half a pair \ud800", "x" * 1000, "\u202eturned"])
def test_any_description_can_be_kept(giver, alt):
    upload = given(giver, alt=alt)

    kept = db.session.scalar(select(Upload.alt).where(Upload.id == upload.id))
    assert 0 < len(kept) <= 300
    assert "\x00" not in kept


def test_placing_says_exactly_what_a_source_shows(giver):
    first, second, third = (given(giver) for _ in range(3))

    actions.place(
        "post", 1, [first.public_id, second.public_id, "unknown"], door="channel", door_id=7
    )
    actions.place("post", 1, [second.public_id, third.public_id], door="channel", door_id=8)

    assert uses() == [(second.id, "channel", 8), (third.id, "channel", 8)]


def test_placing_again_changes_nothing(giver):
    upload = given(giver)
    for _ in range(2):
        actions.place("post", 1, [upload.public_id, upload.public_id], door="site", door_id=0)

    assert uses() == [(upload.id, "site", 0)]


def test_what_moves_takes_its_pictures_behind_the_other_door(giver):
    first, second = given(giver), given(giver)
    actions.place("post", 1, [first.public_id], door="channel", door_id=7)
    actions.place("post", 2, [second.public_id], door="channel", door_id=7)

    actions.move("post", [1], door="channel", door_id=9)

    assert uses() == [(first.id, "channel", 9), (second.id, "channel", 7)]


def test_a_picture_that_nothing_ever_showed_is_thrown_away_after_two_days(giver):
    with clock.at(clock.now() - timedelta(hours=49)):
        old = given(giver)
    young = given(giver)

    assert actions.purge() == [old.public_id]
    assert db.session.scalars(select(Upload.id)).all() == [young.id]


def test_a_picture_in_use_is_never_thrown_away(giver):
    with clock.at(clock.now() - timedelta(days=400)):
        upload = given(giver)
        actions.place("draft", 1, [upload.public_id], door="member", door_id=giver.id)

    assert actions.purge() == []


def test_a_picture_that_was_in_a_post_stays_for_its_history(giver):
    with clock.at(clock.now() - timedelta(days=400)):
        upload = given(giver)
        actions.place("post", 1, [upload.public_id], door="site", door_id=0)
        actions.place("post", 1, [], door="site", door_id=0)

    assert actions.purge() == []


@pytest.mark.parametrize("source", ["draft", "member", "site"])
def test_a_picture_that_was_only_in_a_draft_or_worn_goes_when_it_is_not_wanted(giver, source):
    with clock.at(clock.now() - timedelta(days=400)):
        upload = given(giver)
        actions.place(source, 1, [upload.public_id], door="site", door_id=0)
    with clock.at(clock.now() - timedelta(hours=49)):
        actions.place(source, 1, [], door="site", door_id=0)

    assert actions.purge() == [upload.public_id]


def test_files_without_a_row_are_swept_away_when_they_are_old(giver):
    upload = given(giver)
    store.write(store.name_of("a" * 22, 40), b"left behind")
    store.write(f"{upload.public_id[:2]}/.new-half", b"half")

    assert actions.sweep() == 0
    with clock.at(clock.now() + timedelta(hours=49)):
        assert actions.sweep() == 2
    assert all_files() == [store.name_of(upload.public_id, 40)]


def test_however_many_files_there_are_no_question_names_them_all(app, monkeypatch):
    monkeypatch.setattr(actions, "FILES_AT_ONCE", 3)
    names = [f"left{n:018d}" for n in range(5)]
    for public_id in names:
        store.write(store.name_of(public_id, 40), b"left behind")

    with clock.at(clock.now() + timedelta(hours=49)), count_queries() as seen:
        assert actions.sweep() == len(names)

    assert len(seen) == 2
