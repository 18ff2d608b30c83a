"""Changing and deleting one's own messages."""

from datetime import timedelta

from sqlalchemy import select

from forum.accounts.models import Standing
from forum.kernel import clock
from forum.kernel.db import db
from forum.members import actions as people
from forum.messages import actions
from forum.messages.models import Message
from forum.uploads.models import Upload, UploadUse
from tests.messages.talking import begin, member, reason_of, seen, send, visible
from tests.support import make


def test_the_author_changes_a_message_and_it_says_so(app, sign_in):
    ann, ben = member(), member()
    first = begin(ann, ben)

    sign_in(ann).post(f"/messages/m/{first.id}/edit", data={"body": "Better words."})
    page = sign_in(ben).get(f"/messages/{first.conversation_id}").text

    assert "Better words." in page
    assert "Hello there." not in page
    assert "edited" in page


def test_saving_the_same_words_changes_nothing(app):
    ann = member()
    first = begin(ann, member())

    actions.edit(ann, visible(ann, first), "Hello there.")

    assert visible(ann, first).edited_at is None


def test_after_a_while_a_message_stays_as_it_is(app, sign_in):
    ann = make.member(standing=Standing.NEW)
    first = begin(ann, member())
    client = sign_in(ann)

    with clock.at(clock.now() + timedelta(hours=25)):
        late = reason_of(actions.edit, ann, visible(ann, first), "Other words.")
    assert late == "standing_edit_hours"
    assert client.get(f"/messages/m/{first.id}/edit").status_code == 200


def test_in_a_talk_of_two_a_block_ends_the_changing_of_old_messages_too(app, sign_in):
    ann, ben = member(), member()
    first = begin(ann, ben)
    people.block(ben, ann)
    client = sign_in(ann)

    told = client.get(f"/messages/m/{first.id}/edit")
    tried = client.post(f"/messages/m/{first.id}/edit", data={"body": "Read this."})

    assert (told.status_code, tried.status_code) == (403, 403)
    assert "stays as it is" in told.text and "block" not in told.text.split("<main")[1]
    assert (
        f"/messages/m/{first.id}/edit" not in client.get(f"/messages/{first.conversation_id}").text
    )
    assert visible(ben, first).body == "Hello there."
    actions.delete(ann, visible(ann, first))


def test_whoever_blocked_the_other_cannot_change_old_messages_to_them_either(app):
    ann, ben = member(), member()
    first = begin(ann, ben)
    people.block(ann, ben)

    assert reason_of(actions.edit, ann, visible(ann, first), "Read this.") == "you_blocked"


def test_among_several_a_block_leaves_changing_to_everybody(app):
    ann, ben, cleo = member(), member(), member()
    first = begin(ann, ben, cleo)
    people.block(ben, ann)

    actions.edit(ann, visible(ann, first), "Other words.")

    assert visible(cleo, first).body == "Other words."


def test_nobody_changes_what_another_one_wrote(app, sign_in):
    ann, ben = member(), member()
    first = begin(ann, ben)
    client = sign_in(ben)

    changed = client.post(f"/messages/m/{first.id}/edit", data={"body": "Mine."})
    deleted = client.post(f"/messages/m/{first.id}/delete")

    assert (changed.status_code, deleted.status_code) == (403, 403)
    assert visible(ann, first).body == "Hello there."


def test_of_a_deleted_message_nothing_is_kept(app, sign_in):
    ann, ben = member(), member()
    upload = Upload(public_id="q" * 22, user_id=ann.id, width=4, height=3, bytes=9, sha256="0" * 64)
    make.save(upload)
    first = begin(ann, ben, body=f"A secret ![map](/uploads/{upload.public_id})")
    send(ann, first.conversation_id)

    sign_in(ann).post(f"/messages/m/{first.id}/delete")

    row = db.session.get(Message, first.id, populate_existing=True)
    assert (row.body, row.html, row.text) == ("", "", "")
    assert db.session.scalars(select(UploadUse)).all() == []
    assert seen(ben, first.conversation_id).unread_count == 1
    page = sign_in(ben).get(f"/messages/{first.conversation_id}").text
    assert "removed this message" in page
    assert "A secret" not in page
    assert reason_of(actions.edit, ann, visible(ann, first), "Back.") == "message_deleted"


def test_deleting_asks_first(app, sign_in):
    ann = member()
    first = begin(ann, member())

    page = sign_in(ann).get(f"/messages/m/{first.id}/delete").text

    assert "cannot be brought back" in page
    assert not visible(ann, first).is_deleted
