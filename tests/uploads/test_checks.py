from datetime import timedelta

import pytest
from sqlalchemy import update

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.uploads import actions, checks, store
from forum.uploads.models import Upload
from tests.support import make
from tests.uploads import pictures


@pytest.fixture
def upload(app):
    made = actions.take_in(make.member(), pictures.drawn("PNG", (400, 300)))
    actions.make_sizes(made.id)
    return db.session.get(Upload, made.id, populate_existing=True)


def problems() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]


def test_a_picture_with_all_its_files_passes(upload):
    actions.place("post", 1, [upload.public_id], door="site", door_id=0)

    assert problems() == []


@pytest.mark.parametrize(
    "name",
    [lambda u: store.name_of(u.public_id, 320), lambda u: store.name_of_square(u.public_id, 96)],
)
def test_a_file_that_a_row_names_and_that_is_gone_is_found(upload, name):
    store.discard(name(upload))

    assert [upload.public_id in problem for problem in problems()] == [True]


def test_a_file_that_was_cut_short_is_found(upload):
    name = store.name_of(upload.public_id, 400)
    store.write(name, store.read(name)[:-1])

    assert len(problems()) == 1


def test_a_picture_that_waits_for_its_sizes_for_days_is_found(app):
    with clock.at(clock.now() - timedelta(days=2)):
        actions.take_in(make.member(), pictures.drawn())

    assert len(problems()) == 1


def test_a_use_that_was_not_noted_is_found(upload):
    actions.place("post", 1, [upload.public_id], door="site", door_id=0)
    with transaction():
        db.session.execute(update(Upload).values(unused_since=clock.now()))

    assert len(problems()) == 1
