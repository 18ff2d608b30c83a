import pytest
from sqlalchemy import update

from forum.drafts import actions, checks
from forum.drafts.models import Draft
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.uploads import actions as uploads
from tests.support import make
from tests.uploads import pictures


@pytest.fixture
def draft(app):
    writer = make.member()
    upload = uploads.take_in(writer, pictures.drawn())
    return actions.save(writer, "new", body=f"![cup](/uploads/{upload.public_id})")


def problems() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]


def test_a_draft_with_a_picture_passes(draft):
    assert problems() == []


def test_a_picture_whose_draft_is_gone_is_found(draft):
    with transaction():
        db.session.delete(draft)

    assert len(problems()) == 1


def test_a_draft_without_a_key_is_found(draft):
    with transaction():
        db.session.execute(update(Draft).values(key=""))

    assert len(problems()) == 1
