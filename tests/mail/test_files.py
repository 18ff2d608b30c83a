import stat
from email import message_from_bytes
from email.policy import default

import pytest

from forum.mail import actions


@pytest.fixture
def box(app):
    """The folder in which letters land while no server is set, empty at first."""
    folder = app.extensions["config"].mail_dir
    for file in folder.iterdir():
        file.unlink()
    return folder


def test_without_a_server_each_letter_becomes_a_file(box, work):
    actions.post("greeting", to="ada@example.org", subject="Hello", text="A word.\n")

    work()

    (file,) = box.iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert file.suffix == ".eml"
    assert "-greeting-" in file.name
    assert mail["To"] == "ada@example.org"
    assert mail.get_content() == "A word.\n"


def test_the_file_is_for_the_owner_of_the_site_alone(box, work):
    actions.post("greeting", to="ada@example.org", subject="Hello", text="A word.\n")

    work()

    (file,) = box.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_kind_cannot_lead_the_file_elsewhere(box, work):
    actions.post("../../etc/x", to="ada@example.org", subject="Hello", text="A word.\n")

    work()

    (file,) = box.iterdir()
    assert file.parent == box
    assert "/" not in file.name and ".." not in file.name
