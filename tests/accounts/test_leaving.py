"""Members leave: what goes, what stays without a name, and how it can be taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import String, Text, cast, select

from forum.accounts import actions, leavings, queries
from forum.accounts.actions import leaving as leaving_actions
from forum.accounts.models import Fate, Leaving, Role, Session, User
from forum.activity import tasks as log
from forum.audit.models import AuditEntry
from forum.bookmarks import actions as bookmarks
from forum.channels import actions as channels
from forum.channels.models import Visibility
from forum.drafts import actions as drafts
from forum.jobs import worker
from forum.kernel import clock, promises
from forum.kernel.db import Base, db
from forum.kernel.manifest import Parting
from forum.kernel.policy import Refused
from forum.mail import actions as mail
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.reading import actions as reading
from forum.reading.models import Level
from forum.sanctions.models import Content
from forum.site import actions as site
from forum.topics import actions as topics
from forum.topics.actions import Change, NewPost, NewTopic
from forum.topics.actions import leaving as texts
from forum.topics.models import Post, Revision, State, Topic
from forum.topics.queries import visible_post, visible_topic, wording_of
from forum.uploads import actions as uploads
from forum.uploads import store
from forum.uploads.models import Upload
from tests.accounts.conftest import PASSWORD, come_in, is_inside
from tests.sanctions import deciding
from tests.support import make
from tests.uploads.pictures import drawn


@pytest.fixture
def boss(app):
    return make.admin(username="ruth")


@pytest.fixture
def zelda(app, member):
    return member(
        "zelda.quick",
        email="zelda@quickfolk.example",
        display_name="Zelda Quickfolk",
        bio="I am Zelda Quickfolk.",
        bio_html="<p>I am Zelda Quickfolk.</p>",
        place="Zeldaville",
        links=["https://zelda.example.org"],
    )


def at_once(boss):
    site.choose(boss, "accounts.leaving_days", 0)


def left(user, fate=Fate.NAMELESS):
    """Let the member leave and everything that comes of it be done."""
    actions.ask_to_leave(user, fate)
    with clock.at(clock.now() + timedelta(days=15)):
        assert actions.carry_out(user.id)
    db.session.expire_all()
    return queries.fresh_member(user.id)


def amiss():
    return [line for check in promises.checks() for line in check.problems()]


def started(author, title="Which cup do you like", body="Tell me.", channel=None):
    return topics.start(author, channel or make.channel(), NewTopic(title=title, body=body))


def answered(author, topic, body="Like this."):
    return topics.reply(author, visible_topic(author, topic.id), NewPost(body))


def row(model, row_id):
    return db.session.get(model, row_id, populate_existing=True)


def first_of(topic):
    return db.session.scalars(select(Post).where(Post.topic_id == topic.id, Post.number == 1)).one()


def found_anywhere(*words):
    """Columns of any table in which one of the words stands."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String | Text) or "JSON" in str(column.type):
                for word in words:
                    has = cast(column, Text).icontains(word, autoescape=True)
                    if db.session.scalar(select(column).where(has).limit(1)) is not None:
                        yield f"{table.name}.{column.name}"


def busy(member, other):
    """Everything that a member may leave somewhere."""
    room = make.channel()
    closed = make.channel(visibility=Visibility.PRIVATE)
    theirs = started(other, body=f"Has @{member.username} seen it?", channel=room)
    mine = started(member, title="What Zelda makes", body="A cup.", channel=room)
    page = f"/members/{member.username}"
    reply = answered(other, mine, f"Ask @{member.username.upper()}. And [her]({page}).")
    answered(member, theirs)
    mended = visible_post(other, reply.id)
    change = Change(body=f"Ask @{member.username}, please.", base=wording_of(mended).mark)
    with clock.at(clock.now() + timedelta(hours=2)):
        topics.edit(other, mended, change)
    reactions.give(other, visible_post(other, first_of(mine).id), ReactionKind.LIKE)
    reactions.give(member, visible_post(member, reply.id), ReactionKind.THANKS)
    bookmarks.keep(member, visible_post(member, reply.id))
    drafts.save(member, "new", title="Zelda's next", body="Not yet.")
    channels.ask(member, closed, "Let Zelda in.")
    reading.follow_topic(member, theirs, Level.WATCHING)
    mail.post("x.y", to=member.email, subject="Dear Zelda", text="Hello Zelda Quickfolk")
    log.settle({})
    return theirs, mine, reply


@pytest.mark.parametrize("fate", list(Fate))
def test_the_name_and_the_address_are_nowhere_afterwards(app, boss, zelda, fate):
    busy(zelda, make.member())

    left(zelda, fate)
    worker.work_off(app)

    assert sorted(set(found_anywhere("zelda.quick", "quickfolk", "zeldaville"))) == []
    assert amiss() == []


def test_posts_stay_under_no_name(app, boss, zelda, guest):
    theirs, mine, _ = busy(zelda, make.member())

    left(zelda)

    page = guest.get(f"/t/{mine.slug}/{mine.id}")
    assert "A cup." in page.text
    assert "Former member" in page.text
    assert "zelda.quick" not in page.text.casefold()
    assert "quickfolk" not in guest.get(f"/t/{theirs.slug}/{theirs.id}").text.casefold()
    assert "has left" in guest.get(f"/members/{queries.fresh_member(zelda.id).username}").text
    assert guest.get("/members/zelda.quick").status_code == 404


def test_emptied_posts_leave_a_trace_and_talks_can_be_followed(app, boss, zelda, guest):
    theirs, mine, _ = busy(zelda, make.member())

    left(zelda, Fate.EMPTIED)

    page = guest.get(f"/t/{mine.slug}/{mine.id}")
    assert "A cup." not in page.text
    assert "The author took this text along" in page.text
    assert "please" in page.text
    assert row(Topic, mine.id).title == "What Zelda makes"
    assert row(Topic, theirs.id).reply_count == 1
    assert amiss() == []


def test_everything_goes_but_what_holds_the_talk_of_others_together(app, boss, zelda, guest):
    other = make.member()
    theirs, mine, _ = busy(zelda, other)
    alone = started(zelda, title="Only Zelda wrote here", body="Nobody else.")
    answered(zelda, alone, "Still nobody.")

    left(zelda, Fate.DELETED)

    assert row(Topic, mine.id).state == State.PUBLISHED
    assert row(Topic, alone.id).state == State.DELETED
    assert row(Topic, alone.id).title == "A topic whose author has left"
    assert row(Topic, theirs.id).reply_count == 0
    bodies = db.session.scalars(select(Post.body).where(Post.author_id == zelda.id)).all()
    assert set(bodies) == {""}
    earlier = select(Revision).where(Revision.written_by_id == zelda.id)
    assert db.session.scalars(earlier).all() == []
    log.settle({})
    assert amiss() == []


def test_pictures_that_nothing_shows_go_with_their_files(app, boss, zelda):

    kept = uploads.take_in(zelda, drawn())
    unused = uploads.take_in(zelda, drawn())
    started(zelda, body=f"![cup](/uploads/{kept.public_id})")

    left(zelda)

    assert db.session.scalars(select(Upload.public_id)).all() == [kept.public_id]
    assert store.size(store.name_of(kept.public_id, kept.width))
    assert not list(store.chosen().names(f"{unused.public_id[:2]}/{unused.public_id}-"))

    assert leavings.leaving_of(zelda).names == []


def test_name_and_address_are_free_again(app, boss, zelda):
    left(zelda)

    again = actions.add_member(actions.NewMember("zelda.quick", "zelda@quickfolk.example", None))

    assert again.username == "zelda.quick"


def test_what_waited_for_a_moderator_is_withdrawn(app, boss, zelda):
    topic = started(make.member())
    held = make.post(topic=topic, author=zelda, state=State.HELD, body="Hold me.")

    moderation.hold("post", held.id, about=zelda, reason="x")

    left(zelda)

    assert cases.waiting_count() == 0
    assert row(Post, held.id).state == State.DELETED
    assert amiss() == []


def test_it_takes_the_password_and_ends_every_session(app, boss, zelda, guest):
    come_in(guest, "zelda.quick")

    wrong = guest.post("/preferences/leave", data={"fate": "nameless", "present": "no"})
    assert "not your present password" in wrong.text
    assert leavings.leaving_of(zelda) is None
    guest.post("/preferences/leave", data={"fate": "emptied", "present": PASSWORD})

    assert not is_inside(guest)
    assert db.session.scalars(select(Session)).all() == []
    assert leavings.leaving_of(zelda).fate == Fate.EMPTIED
    assert queries.fresh_member(zelda.id).username == "zelda.quick"


def test_coming_in_takes_it_back(app, boss, zelda, guest):
    actions.ask_to_leave(zelda, Fate.DELETED)

    come_in(guest, "zelda.quick")

    assert "your account stays" in guest.get("/preferences").text
    assert leavings.leaving_of(zelda) is None
    with clock.at(clock.now() + timedelta(days=30)):
        worker.work_off(app)
        assert queries.fresh_member(zelda.id).username == "zelda.quick"


def test_nothing_is_carried_out_before_its_time(app, boss, zelda):
    actions.ask_to_leave(zelda, Fate.DELETED)

    assert not actions.carry_out(zelda.id)
    assert queries.fresh_member(zelda.id).username == "zelda.quick"


def test_the_worker_carries_it_out_when_the_days_are_over(app, boss, zelda):
    actions.ask_to_leave(zelda, Fate.NAMELESS)

    with clock.at(clock.now() + timedelta(days=15)):
        worker.work_off(app)

    db.session.expire_all()
    assert queries.fresh_member(zelda.id).display_name == "Former member"


def test_without_days_of_grace_it_is_done_before_the_page_is_there(app, boss, zelda, guest):
    at_once(boss)
    topic = started(zelda)
    come_in(guest, "zelda.quick")

    page = guest.post("/preferences/leave", data={"fate": "emptied", "present": PASSWORD})

    assert "Your account is closed" in page.text
    assert queries.fresh_member(zelda.id).display_name == "Former member"
    assert first_of(topic).body == ""
    assert leavings.leaving_of(zelda).done_at is not None


def test_a_worker_that_was_killed_is_followed_by_one_that_goes_on(app, boss, zelda, monkeypatch):

    monkeypatch.setattr(texts, "AT_ONCE", 2)
    topic = started(make.member())
    for number in range(5):
        answered(zelda, topic, f"Number {number}.")
    actions.ask_to_leave(zelda, Fate.EMPTIED)
    with clock.at(clock.now() + timedelta(days=15)):
        parting = next(one for one in leavings.partings() if one.name == "texts")
        steps = iter([True, RuntimeError("killed")])

        def killed(leaver):
            step = next(steps)
            if isinstance(step, Exception):
                raise step
            return parting.step(leaver)

        monkeypatch.setattr(leavings, "partings", lambda: [Parting("texts", killed)])
        with pytest.raises(RuntimeError):
            actions.carry_out(zelda.id)
        db.session.expire_all()
        assert leavings.leaving_of(zelda).names == ["zelda.quick"]
        monkeypatch.setattr(leavings, "partings", lambda: [parting])

        assert actions.finish_leavings() == 1

    bodies = db.session.scalars(select(Post.body).where(Post.author_id == zelda.id)).all()
    assert set(bodies) == {""}
    assert leavings.leaving_of(zelda).done_at is not None


def test_what_was_written_on_another_connection_meanwhile_goes_later(app, boss, zelda):
    topic = started(make.member())
    left(zelda, Fate.EMPTIED)
    late = make.post(topic=topic, author=zelda, body="Too late.")
    make.save(Session(user_id=zelda.id, token_hash="x", expires_at=clock.now()))
    assert any("sessions.user_id" in line for line in amiss())

    with clock.at(clock.now() + timedelta(days=15)):
        actions.finish_leavings()

    db.session.expire_all()
    assert row(Post, late.id).body == ""
    assert not any("has left" in line for line in amiss())


def test_verify_tells_of_a_row_that_still_says_something(app, boss, zelda):
    gone = left(zelda)
    gone.place = "Zeldaville"
    make.save(gone)

    assert f"member {gone.id} has left, and their row still says something of them" in amiss()


def test_the_last_admin_stays(app, boss, guest, member):
    with pytest.raises(Refused) as refused:
        actions.ask_to_leave(boss, Fate.NAMELESS)
    assert refused.value.verdict.reason == "last_admin"

    other = make.admin()
    actions.ask_to_leave(boss, Fate.NAMELESS)
    with pytest.raises(Refused):
        actions.ask_to_leave(other, Fate.NAMELESS)


def test_staff_who_leave_are_no_staff_any_more(app, boss):
    gone = left(make.admin())

    assert gone.role == Role.MEMBER
    assert not gone.is_active


def test_an_admin_lets_a_member_leave_who_asked_for_it(app, boss, zelda, sign_in):
    browser = sign_in(boss)
    words = {"fate": "nameless", "reason": "Asked by mail on Monday", "typed": "zelda.quick"}

    page = browser.post(f"/admin/accounts/{zelda.id}/leave", data={**words, "typed": "ada"})
    assert "Type zelda.quick to go on" in page.text
    assert "Asked by mail on Monday" in page.text
    browser.post(f"/admin/accounts/{zelda.id}/leave", data=words)

    assert leavings.leaving_of(zelda).by_id == boss.id
    line = db.session.scalars(select(AuditEntry)).all()[-1]
    assert (line.verb, line.target_id) == ("accounts.see_off", zelda.id)
    assert line.after == {"fate": "nameless", "reason": "Asked by mail on Monday"}
    assert "Is about to leave" in browser.get(f"/admin/accounts/{zelda.id}").text
    browser.post(f"/admin/accounts/{zelda.id}/stay")
    assert leavings.leaving_of(zelda) is None


@pytest.mark.parametrize("fate", Fate)
def test_whoever_was_removed_may_still_ask_the_team_to_delete_everything(app, boss, zelda, fate):
    deciding.remove(zelda, content=Content.HIDDEN)

    actions.see_off(boss, zelda, fate, reason="Asked by mail")
    with clock.at(clock.now() + timedelta(days=15)):
        assert actions.carry_out(zelda.id)

    db.session.expire_all()
    assert queries.fresh_member(zelda.id).username == f"former-{zelda.id}"
    assert amiss() == []


def test_whoever_has_left_cannot_be_let_go_once_more(app, boss, zelda):
    left(zelda)

    with pytest.raises(Refused) as refused:
        actions.see_off(boss, zelda, Fate.NAMELESS, reason="x")

    assert refused.value.verdict.reason == "left"


def test_an_admin_reads_that_a_removed_member_cannot_take_it_back(app, boss, zelda, sign_in):
    deciding.remove(zelda)
    browser = sign_in(boss)
    assert "They cannot come in any more." in browser.get(f"/admin/accounts/{zelda.id}/leave").text

    actions.see_off(boss, zelda, Fate.NAMELESS, reason="Asked by mail")
    page = browser.get(f"/admin/accounts/{zelda.id}").text

    assert "They cannot come in; you can take it back for them." in page
    assert "Signing in takes it back" not in page


@pytest.mark.parametrize(("who", "reason"), [("member", "admins_only"), ("self", "own_leaving")])
def test_not_everybody_lets_others_leave(app, boss, who, reason):
    viewer = {"member": make.moderator(), "self": boss}[who]
    target = boss if who == "self" else make.member()

    with pytest.raises(Refused) as refused:
        actions.see_off(viewer, target, Fate.NAMELESS, reason="x")

    assert refused.value.verdict.reason == reason


def test_accounts_that_had_become_part_of_the_member_lose_their_names_too(app, boss, zelda):
    old = make.member(username="zelda.quickold")
    actions.merge_members(boss, old, zelda)

    left(zelda)

    names = db.session.scalars(select(User.username).where(User.id.in_([old.id, zelda.id]))).all()
    assert all(name.startswith("former-") for name in names)
    assert db.session.scalar(select(Leaving.names).where(Leaving.user_id == zelda.id)) == []
    assert amiss() == []


def test_nobody_finds_them_any_more(app, boss, zelda, guest):
    busy(zelda, make.member())
    worker.work_off(app)

    left(zelda)
    worker.work_off(app)

    assert "Zelda Quickfolk" not in guest.get("/search?q=quickfolk").text
    for address in ("/", "/feed.xml", "/channels"):
        assert "quickfolk" not in guest.get(address).text.casefold()


def test_an_admin_who_is_about_to_leave_does_not_count_as_one(app, boss):
    other = make.admin()
    actions.ask_to_leave(other, Fate.NAMELESS)

    with pytest.raises(Refused) as refused:
        actions.assign_role(boss, Role.MEMBER)

    assert refused.value.verdict.reason == "last_admin"


def test_one_who_cannot_leave_keeps_no_other_back(app, boss, zelda):
    only = make.admin()
    actions.ask_to_leave(only, Fate.NAMELESS)
    actions.ask_to_leave(zelda, Fate.NAMELESS)
    boss.role = Role.MEMBER
    make.save(boss)

    with clock.at(clock.now() + timedelta(days=15)):
        actions.finish_leavings()

    db.session.expire_all()
    assert queries.fresh_member(zelda.id).deactivated_at is not None
    assert queries.fresh_member(only.id).deactivated_at is None


def test_who_comes_back_while_the_account_is_closed_comes_too_late(app, zelda, monkeypatch):
    actions.ask_to_leave(zelda, Fate.NAMELESS)
    row = db.session.get(Leaving, zelda.id)

    def close_first(name):
        if row.closed_at is None:
            row.closed_at = clock.now()
            db.session.flush()

    monkeypatch.setattr(leaving_actions, "wait_for_turn", close_first)

    assert not actions.stay(zelda, zelda)
    assert db.session.get(Leaving, zelda.id) is not None
