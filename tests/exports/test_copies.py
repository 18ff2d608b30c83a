import json
import shutil
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from forum.accounts import queries as accounts
from forum.accounts.signals import MembersMerged
from forum.exports import actions, boxes, personal, places
from forum.exports.models import DataCopy
from forum.jobs import worker
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.mail.models import Letter
from forum.moderation import actions as moderation
from forum.moderation import queries as moderating
from forum.moderation.actions import Decided, FlagText
from forum.moderation.models import Outcome
from forum.newcomers import actions as newcomers
from forum.newcomers.actions import CirclePlan
from forum.sanctions import actions as sanctions
from tests.sanctions import deciding
from tests.support import make
from tests.support.sites import settle


@pytest.fixture
def ada(app):
    """A member who wrote, drew and liked; others did too."""
    settle()
    yield accounts.member_named("ada")
    shutil.rmtree(places.folder(), ignore_errors=True)


def copy_of(member):
    """A copy that is ready."""
    asked = actions.ask_for_copy(member)
    actions.make_copy(asked.id)
    return db.session.get(DataCopy, asked.id, populate_existing=True)


def taken_out(file):
    with zipfile.ZipFile(file) as box:
        return {name: box.read(name).decode("utf-8", "replace") for name in box.namelist()}


def test_a_member_asks_and_the_worker_makes_it_and_writes(app, ada, sign_in):
    browser = sign_in(ada)

    browser.post("/preferences/data")
    worker.work_off(app)

    page = browser.get("/preferences/data")
    assert "Ready" in page.text
    letter = db.session.scalars(select(Letter).where(Letter.kind == "exports.ready")).one()
    assert letter.to_address == ada.email
    address = page.text.partition('href="/preferences/data/')[2].partition('"')[0]
    answer = browser.get(f"/preferences/data/{address}")
    assert answer.headers["Cache-Control"] == "private, no-store"
    data = answer.data
    answer.close()
    with zipfile.ZipFile(BytesIO(data)) as box:
        assert json.loads(box.read("about.json"))["username"] == "ada"


def test_it_tells_what_was_decided_and_nothing_that_is_for_the_team(ada):
    deciding.warn(ada)
    withdrawn = deciding.propose(ada)
    sanctions.lift(make.admin(), withdrawn, "")
    deciding.propose(ada)
    sanctions.add_note(make.admin(), ada, "Often writes about refunds.")

    files = taken_out(places.file_of(copy_of(ada).public_id))

    [told] = [json.loads(line) for line in files["sanctions.jsonl"].splitlines()]
    assert (told["kind"], told["words"]) == ("warning", "Please stay kind.")
    assert not [name for name in files if "removal" in files[name] or "refunds" in files[name]]


def test_it_tells_what_was_decided_on_texts_and_never_who_flagged(ada):
    judge, tell = make.moderator(username="zoe"), make.member(username="telltale")
    posts = [make.post(topic=make.topic(), author=ada) for _ in range(2)]
    for post in posts:
        moderation.flag(tell, "post", post.id, FlagText("else", "I saw it first."))
    cases = [moderating.case_of("post", post.id) for post in posts]
    said = Decided(Outcome.HIDE, facts="A link to a shop.", words="Please do not sell.")
    moderation.decide(judge, cases[0], said)
    waiting = Decided(Outcome.REMOVE, words="Only proposed.", is_about_us=True)
    moderation.decide(judge, cases[1], waiting)

    files = taken_out(places.file_of(copy_of(ada).public_id))

    [told] = [json.loads(line) for line in files["rulings.jsonl"].splitlines()]
    assert (told["outcome"], told["facts"], told["words"]) == (
        "hide",
        "A link to a shop.",
        "Please do not sell.",
    )
    assert "Decisions on what you wrote" in files["index.html"]
    words = "".join(files.values())
    for secret in ("telltale", "I saw it first.", "Only proposed.", "zoe"):
        assert secret not in words
    assert not {"decided_by_id", "case_id", "wishes", "taken_back"} & told.keys()


def test_whoever_flagged_has_their_own_flags_in_their_copy(ada):
    post = make.post(topic=make.topic())
    moderation.flag(ada, "post", post.id, FlagText("else", "Somebody should look."))

    files = taken_out(places.file_of(copy_of(ada).public_id))

    [told] = [json.loads(line) for line in files["flags.jsonl"].splitlines()]
    assert told["note"] == "Somebody should look."
    assert "about_id" not in told


def test_it_holds_what_the_member_gave_and_nobody_else(ada):
    files = taken_out(places.file_of(copy_of(ada).public_id))

    posts = [json.loads(line) for line in files["posts.jsonl"].splitlines()]
    assert [post["author_id"] for post in posts] == [ada.id]
    assert posts[0]["body"].startswith("Look:")
    [profile] = [json.loads(line) for line in files["users.jsonl"].splitlines()]
    assert profile["email"] == ada.email
    assert [name for name in files if name.startswith("pictures/")]
    assert "face_ids" not in files["topics.jsonl"]
    assert json.loads(files["reactions.jsonl"])["kind"] == "thanks"
    assert "grace" not in "".join(files.values())
    assert files["bookmarks.jsonl"] == ""


def test_it_holds_no_secrets(ada, sign_in):
    sign_in(ada)

    files = taken_out(places.file_of(copy_of(ada).public_id))

    said = "".join(files.values())
    assert "token_hash" not in said
    assert "password_hash" not in said
    assert json.loads(files["sessions.jsonl"])["user_id"] == ada.id


def test_every_owner_column_says_whose_the_row_is():
    found = {
        table: personal.owner_of(actions.DataCopy.metadata.tables[table]).name
        for table in ("users", "posts", "revisions", "drafts", "sessions")
    }

    assert found == {
        "users": "id",
        "posts": "author_id",
        "revisions": "written_by_id",
        "drafts": "user_id",
        "sessions": "user_id",
    }


def test_nobody_else_fetches_it(ada, sign_in, guest):
    made = copy_of(ada)
    address = f"/preferences/data/{made.public_id}"

    assert sign_in(make.admin()).get(address).status_code == 404
    assert guest.get(address).status_code == 302
    with sign_in(ada).get(address) as answer:
        assert answer.status_code == 200


def test_it_asks_for_the_password_after_a_while(ada, sign_in):
    made = copy_of(ada)
    browser = sign_in(ada)

    with clock.at(clock.now() + timedelta(minutes=31)):
        answer = browser.get(f"/preferences/data/{made.public_id}")

    assert answer.status_code == 302
    assert "/again" in answer.location


def test_after_seven_days_it_is_thrown_away(ada, sign_in):
    made = copy_of(ada)
    file = places.file_of(made.public_id)

    with clock.at(clock.now() + timedelta(days=6)):
        actions.purge()
        assert file.exists()
    with clock.at(clock.now() + timedelta(days=8)):
        assert sign_in(ada).get(f"/preferences/data/{made.public_id}").status_code == 404
        actions.purge()
        assert not file.exists()
        assert db.session.scalars(select(DataCopy)).all() == []


def test_what_no_row_names_is_thrown_away(ada):
    made = copy_of(ada)
    (places.folder() / "stray.zip").write_bytes(b"")
    (places.folder() / ".half.zip.unfinished").write_bytes(b"")

    assert actions.purge() == 2
    assert [file.stem for file in places.files()] == [made.public_id]


def test_one_that_cannot_be_made_says_so_and_another_one_may_be_asked_for(
    app, ada, sign_in, monkeypatch
):
    def fail(box, member):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(actions, "SMALL", -1)
    browser = sign_in(ada)
    browser.post("/preferences/data")
    with monkeypatch.context() as full:
        full.setattr(personal, "write_member", fail)
        worker.work_off(app)
    page = browser.get("/preferences/data").text
    assert "It could not be made" in page
    assert "Being made" not in page

    browser.post("/preferences/data")
    worker.work_off(app)

    assert "Ready" in browser.get("/preferences/data").text


def test_one_that_is_being_written_is_left_alone(ada):
    asked = actions.ask_for_copy(ada)
    with boxes.making(places.file_of(asked.public_id)):
        assert actions.purge() == 0


def test_one_that_waits_serves_a_second_request(ada):
    assert actions.ask_for_copy(ada).id == actions.ask_for_copy(ada).id


def test_making_it_twice_changes_nothing(ada):
    made = copy_of(ada)
    before = made.made_at

    actions.make_copy(made.id)

    assert db.session.get(DataCopy, made.id, populate_existing=True).made_at == before
    assert len(db.session.scalars(select(Letter)).all()) == 1


def test_the_request_and_the_worker_may_make_it_at_the_same_time(ada, monkeypatch):
    asked = actions.ask_for_copy(ada)
    asked_id, write = asked.id, personal.write_member

    def write_while_another_does(box, member):
        monkeypatch.setattr(personal, "write_member", write)
        actions.make_copy(asked_id)
        write(box, member)

    monkeypatch.setattr(personal, "write_member", write_while_another_does)
    actions.make_copy(asked_id)

    made = db.session.get(DataCopy, asked_id, populate_existing=True)
    file = places.file_of(made.public_id)
    assert made.is_ready and made.failed_at is None
    assert made.bytes == file.stat().st_size and list(places.files()) == [file]
    assert len(db.session.scalars(select(Letter)).all()) == 1


def test_one_that_another_has_made_meanwhile_has_not_failed(ada, monkeypatch):
    asked = actions.ask_for_copy(ada)
    asked_id, write = asked.id, personal.write_member

    def fail_after_another_has_made_it(box, member):
        monkeypatch.setattr(personal, "write_member", write)
        actions.make_copy(asked_id)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(personal, "write_member", fail_after_another_has_made_it)
    actions.make_copy(asked_id)

    made = db.session.get(DataCopy, asked_id, populate_existing=True)
    assert made.is_ready and made.failed_at is None


def test_a_guest_has_nothing_to_take_along(guest):
    assert guest.get("/preferences/data").status_code == 302
    assert guest.post("/preferences/data").status_code in {302, 401}


def test_so_many_a_day_are_enough(ada, sign_in):
    browser = sign_in(ada)

    answers = [browser.post("/preferences/data").status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]


def test_copies_go_along_when_two_accounts_become_one(ada):
    made, other = copy_of(ada), make.member()

    with transaction():
        announce(MembersMerged(ada.id, other.id, other.id))

    assert db.session.get(DataCopy, made.id, populate_existing=True).user_id == other.id


def test_a_box_appears_whole_or_not_at_all(tmp_path):
    def fail(place):
        with boxes.making(place) as box, box.written("a.txt") as file:
            file.write(b"half")
            raise RuntimeError

    for name in ("box", "box.zip"):
        with pytest.raises(RuntimeError):
            fail(tmp_path / name)

    assert list(tmp_path.iterdir()) == []


def test_it_does_not_say_that_a_door_was_opened_by_a_circle(ada):
    boss = make.admin()
    circle = newcomers.create_circle(boss, CirclePlan("Tasters"), room="A small table")
    newcomers.pick(boss, circle, ada)

    files = taken_out(places.file_of(copy_of(ada).public_id))

    assert json.loads(files["channel_members.jsonl"])["channel_id"] == circle.channel_id
    assert "circle:" not in "".join(files.values())
