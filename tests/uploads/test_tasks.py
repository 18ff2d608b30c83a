from datetime import timedelta

from forum.jobs import worker
from forum.kernel import clock
from forum.kernel.db import db
from forum.uploads import actions, store, tasks
from forum.uploads.models import Upload
from tests.support import make
from tests.uploads import pictures


def test_the_worker_completes_what_a_member_gave(app):
    upload = actions.take_in(make.member(), pictures.drawn("PNG", (400, 300)))

    worker.work_off(app)

    assert db.session.get(Upload, upload.id, populate_existing=True).is_whole


def test_a_picture_that_is_gone_before_its_turn_is_no_failure(app):
    assert tasks.make_sizes({"upload_id": 404}) is None


def test_purging_takes_rows_and_files(app):
    with clock.at(clock.now() - timedelta(hours=49)):
        upload = actions.take_in(make.member(), pictures.drawn())
    name = store.name_of(upload.public_id, upload.width)
    assert store.size(name) == upload.bytes

    tasks.purge({})

    assert store.size(name) is None
    assert db.session.get(Upload, upload.id, populate_existing=True) is None
