import pytest
from sqlalchemy import delete, update

from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.members import actions, checks
from forum.uploads import actions as uploads
from forum.uploads.models import UploadUse
from tests.support import make
from tests.uploads import pictures


@pytest.fixture
def wearer(app):
    member = make.member()
    actions.set_picture(member, pictures.drawn())
    return member


def problems() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]


def test_a_picture_that_is_worn_and_placed_passes(wearer):
    assert problems() == []


def test_a_picture_that_is_worn_and_not_placed_is_found(wearer):
    with transaction():
        db.session.execute(delete(UploadUse))

    assert len(problems()) == 1


def test_a_picture_that_does_not_exist_is_found(wearer):
    with transaction():
        db.session.execute(update(User).values(avatar="x" * 22))

    assert len(problems()) == 1


def test_a_picture_on_the_page_of_nobody_is_found(wearer):
    upload = uploads.take_in(wearer, pictures.drawn())
    uploads.place("bio", 404, [upload.public_id], door="site", door_id=0)

    assert len(problems()) == 1
