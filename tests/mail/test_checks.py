from sqlalchemy import delete

from forum.jobs.models import Job
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.mail import actions, checks


def test_a_letter_that_nobody_will_send_is_amiss(app):
    letter = actions.post("greeting", to="ada@example.org", subject="Hello", text="A word.")
    assert list(checks.forgotten_letters()) == []

    with transaction():
        db.session.execute(delete(Job))

    assert list(checks.forgotten_letters()) == [
        f"letter {letter.id} was neither sent nor refused, and no job will send it"
    ]
