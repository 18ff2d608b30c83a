"""Nobody but those in a conversation finds it: no stranger, nobody who left, no staff."""

import pytest
from sqlalchemy import select

from forum.exports import personal
from forum.kernel.db import Base, db
from forum.messages import actions
from forum.uploads.models import Upload, UploadUse
from forum.uploads.policy import can_see
from tests.messages.talking import begin, member, place, send
from tests.support import make

ROUTES = (
    ("GET", "/messages/{talk}"),
    ("POST", "/messages/{talk}"),
    ("GET", "/messages/{talk}/unread"),
    ("GET", "/messages/{talk}/part?from=1&to=20"),
    ("GET", "/messages/{talk}/people"),
    ("POST", "/messages/{talk}/people"),
    ("GET", "/messages/{talk}/leave"),
    ("POST", "/messages/{talk}/leave"),
    ("POST", "/messages/{talk}/mute"),
    ("POST", "/messages/{talk}/unmute"),
    ("GET", "/messages/m/{message}"),
    ("GET", "/messages/m/{message}/edit"),
    ("POST", "/messages/m/{message}/edit"),
    ("GET", "/messages/m/{message}/delete"),
    ("POST", "/messages/m/{message}/delete"),
    ("GET", "/messages/m/{message}/report"),
    ("POST", "/messages/m/{message}/report"),
)
SECRET = "The quagga sleeps at nine."
TYPED = {"body": "Let me in.", "to": "somebody", "complaint": "other"}


@pytest.fixture
def talk(app):
    ann, ben, gone = member(), member(), member(username="gone-away")
    first = begin(ann, ben, gone, body=SECRET, title="Quagga")
    actions.leave(gone, place(gone, first.conversation_id))
    return first, gone


@pytest.mark.parametrize(("method", "route"), ROUTES)
@pytest.mark.parametrize("who", ["stranger", "left", "moderator", "admin"])
def test_every_door_is_shut_to_everybody_else(talk, sign_in, who, method, route):
    first, gone = talk
    people = {"left": lambda: gone, "stranger": make.member, "moderator": make.moderator}
    people["admin"] = make.admin
    client = sign_in(people[who]())
    path = route.format(talk=first.conversation_id, message=first.id)

    answer = client.open(path, method=method, data=TYPED if method == "POST" else None)

    assert answer.status_code == 404
    assert SECRET not in answer.text
    assert "Quagga" not in answer.text


def test_guests_are_sent_to_the_door(talk, guest):
    first, _ = talk

    for method, route in (*ROUTES, ("GET", "/messages"), ("GET", "/messages/new")):
        path = route.format(talk=first.conversation_id, message=first.id)
        answer = guest.open(path, method=method)
        assert answer.status_code in {302, 401}, path
        assert SECRET not in answer.text


@pytest.mark.parametrize("who", [make.member, make.moderator, make.admin])
def test_lists_search_and_the_queue_hold_nothing_of_it(talk, sign_in, who):
    client = sign_in(who())

    for path in ("/messages", "/search?q=quagga", "/", "/notices", "/admin/moderation"):
        page = client.get(path, follow_redirects=True).text
        assert SECRET not in page
        assert "The quagga" not in page


def test_staff_who_look_as_a_member_see_their_own_list(talk, sign_in):
    first, _ = talk
    admin = sign_in(make.admin())
    admin.post("/moderation/view-as", data={"who": str(first.author_id), "next": "/"})

    page = admin.get("/messages")
    inside = admin.get(f"/messages/{first.conversation_id}")

    assert SECRET not in page.text
    assert inside.status_code == 404


def test_pictures_are_shown_to_those_who_may_read_the_message(app, sign_in):
    ann, ben, late = member(), member(), member()
    upload = make.save(Upload(public_id="p" * 22, user_id=ann.id, width=4, height=3, **FILE))
    first = begin(ann, ben, body=f"![A map](/uploads/{upload.public_id})")
    actions.add(ann, place(ann, first.conversation_id), late.username)
    send(ann, first.conversation_id)

    assert _opens(ben, upload)
    assert not _opens(late, upload)
    assert not _opens(make.admin(), upload)


FILE = {"bytes": 10, "sizes": [4], "sha256": "0" * 64}


def _opens(viewer, upload) -> bool:
    uses = db.session.scalars(select(UploadUse).where(UploadUse.upload_id == upload.id)).all()
    return bool(can_see(viewer, upload, uses))


def test_one_takes_along_what_one_wrote_and_nothing_of_others(app):
    tables = {name: personal.owner_of(Base.metadata.tables[name]) for name in OURS}

    assert {name: column.name for name, column in tables.items()} == OURS


OURS = {
    "conversations": "author_id",
    "participants": "user_id",
    "messages": "author_id",
    "message_reports": "user_id",
    "reported_lines": "author_id",
    "message_wishes": "user_id",
}
