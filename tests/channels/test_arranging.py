import pytest
from sqlalchemy import select

from forum.accounts.models import Guest
from forum.audit.models import AuditEntry
from forum.channels import actions, queries
from forum.channels.actions import Direction, Plan
from forum.channels.models import Channel, Kind, Section, Visibility
from forum.channels.queries import Layout, Moved
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from tests.support import make


def names_in_order(viewer=None):
    return [
        room.channel.name for group in queries.overview(viewer or Guest()) for room in group.rooms
    ]


def log_of(channel):
    query = select(AuditEntry).where(AuditEntry.target_id == channel.id).order_by(AuditEntry.id)
    return db.session.scalars(query).all()


def test_a_new_channel_stands_last_in_its_section_at_an_address_made_from_its_name(app):
    section = make.section()
    admin = make.admin()

    actions.create(admin, Plan(name="Brew talk", section_id=section.id))
    second = actions.create(admin, Plan(name="Café à la carte", section_id=section.id))

    assert second.slug == "cafe-a-la-carte"
    assert names_in_order() == ["Brew talk", "Café à la carte"]


def test_a_channel_keeps_all_that_was_planned_and_the_log_keeps_who_planned_it(app):
    admin = make.admin()
    plan = Plan(
        name="Help",
        description="Ask here.",
        guidance="Say **what** you tried.",
        icon="circle-help",
        hue=8,
        kind=Kind.QUESTION,
        is_reviewed=True,
        slow_mode_seconds=60,
        min_tags=1,
    )

    channel = actions.create(admin, plan)

    assert "<strong>what</strong>" in channel.guidance_html
    assert (channel.kind, channel.hue, channel.slow_mode_seconds) == (Kind.QUESTION, 8, 60)
    assert channel.is_reviewed and channel.takes_answers
    assert [(entry.verb, entry.actor_id) for entry in log_of(channel)] == [
        ("channels.create", admin.id)
    ]


@pytest.mark.parametrize("who", [make.member, make.moderator])
def test_only_admins_arrange(app, who):
    channel, section = make.channel(), make.section()
    person = who()

    for attempt in (
        lambda: actions.create(person, Plan(name="Mine")),
        lambda: actions.change(person, channel, Plan(name="Mine")),
        lambda: actions.archive(person, channel),
        lambda: actions.unarchive(person, channel),
        lambda: actions.merge(person, channel, make.channel()),
        lambda: actions.move(person, channel, Direction.UP),
        lambda: actions.create_section(person, "Mine"),
        lambda: actions.rename_section(person, section, "Mine"),
        lambda: actions.move_section(person, section, Direction.UP),
        lambda: actions.remove_section(person, section),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.verdict.reason == "admins_only"


@pytest.mark.parametrize(
    ("given", "field", "reason"),
    [
        ({"name": "  "}, "name", "empty"),
        ({"name": "Taken"}, "name", "address_taken"),
        ({"name": "Other", "slug": "taken"}, "slug", "address_taken"),
        ({"name": "Other", "slug": "once-taken"}, "slug", "address_taken"),
        ({"name": "Other", "hue": 13}, "hue", "unknown"),
        ({"name": "Other", "min_tags": 6}, "min_tags", "out_of_range"),
        ({"name": "Other", "slow_mode_seconds": -1}, "slow_mode_seconds", "out_of_range"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(app, given, field, reason):
    admin = make.admin()
    taken = actions.create(admin, Plan(name="Once taken"))
    actions.change(admin, taken, Plan(name="Taken"))

    with pytest.raises(Invalid) as invalid:
        actions.create(admin, Plan(**given))

    assert (invalid.value.field, invalid.value.reason) == (field, reason)


def test_a_renamed_channel_is_still_found_at_every_former_address(app):
    admin = make.admin()
    channel = actions.create(admin, Plan(name="First"))
    actions.change(admin, channel, Plan(name="Second"))
    actions.change(admin, channel, Plan(name="Third"))

    for old in ("first", "second"):
        with pytest.raises(Moved) as moved:
            queries.channel_at(Guest(), old)
        assert moved.value.slug == "third"
    assert set(queries.old_slugs(channel)) == {"first", "second"}


def test_a_channel_can_take_its_own_former_address_back(app):
    admin = make.admin()
    channel = actions.create(admin, Plan(name="First"))
    actions.change(admin, channel, Plan(name="Second"))

    actions.change(admin, channel, Plan(name="First"))

    assert queries.channel_at(Guest(), "first").id == channel.id
    assert list(queries.old_slugs(channel)) == ["second"]


def test_the_log_names_only_what_is_different(app):
    admin = make.admin()
    channel = actions.create(admin, Plan(name="Talk"))

    actions.change(admin, channel, Plan(name="Talk", visibility=Visibility.MEMBERS))

    entry = log_of(channel)[-1]
    assert entry.before == {"visibility": "public"}
    assert entry.after == {"visibility": "members"}


def test_an_archived_channel_leaves_the_navigation_and_can_come_back(app):
    admin = make.admin()
    channel = make.channel(name="Old talk")

    actions.archive(admin, channel)
    assert names_in_order() == []
    assert [room.channel.name for room in queries.archived(Guest())] == ["Old talk"]

    actions.unarchive(admin, channel)
    assert names_in_order() == ["Old talk"]
    assert [entry.verb for entry in log_of(channel)] == ["channels.archive", "channels.unarchive"]


def test_channels_and_sections_move_one_step_and_stop_at_the_ends(app):
    admin = make.admin()
    first, second = make.section(name="One", position=1), make.section(name="Two", position=1)
    a, b = (make.channel(name=name, section_id=first.id) for name in ("a", "b"))
    make.channel(name="c", section_id=second.id)

    actions.move(admin, b, Direction.UP)
    assert names_in_order() == ["b", "a", "c"]
    actions.move(admin, b, Direction.UP)
    assert names_in_order() == ["b", "a", "c"]
    actions.move(admin, a, Direction.DOWN)
    assert names_in_order() == ["b", "a", "c"]
    actions.move_section(admin, second, Direction.UP)
    assert names_in_order() == ["c", "b", "a"]


def test_a_removed_section_leaves_its_channels_behind(app):
    section = make.section()
    make.channel(name="a", section_id=section.id)

    actions.remove_section(make.admin(), section)

    assert names_in_order() == ["a"]
    assert db.session.scalars(select(Section)).all() == []


def test_the_database_adds_up_what_was_written_and_when(app):
    channel = make.channel()

    actions.count(channel.id, topic_count=1, post_count=1)
    actions.count(channel.id, post_count=3)
    first_active = db.session.get(Channel, channel.id, populate_existing=True).active_at
    actions.count(channel.id, post_count=-1)

    db.session.refresh(channel)
    assert (channel.topic_count, channel.post_count) == (1, 3)
    assert channel.active_at == first_active is not None


def laid_out():
    return queries.layout().sections


def test_everything_is_laid_out_at_once_and_it_is_written_down(app):
    boss = make.admin()
    one, two = make.section(name="One", position=1), make.section(name="Two", position=2)
    a, b, c = (make.channel(name=n, section_id=one.id, position=i) for i, n in enumerate("abc"))
    before = queries.layout()
    wanted = Layout(((0, ()), (two.id, (c.id,)), (one.id, (b.id, a.id))))

    actions.lay_out(boss, wanted, seen=before.fingerprint)

    assert laid_out() == wanted.sections
    line = db.session.scalars(select(AuditEntry)).one()
    assert (line.verb, line.actor_id) == ("channels.lay_out", boss.id)
    assert line.before == {"order": "One, Two", "One": "a, b, c", "Two": ""}
    assert line.after == {"order": "Two, One", "One": "b, a", "Two": "c"}


def test_of_two_who_lay_out_at_once_the_second_is_told(app):
    boss, one = make.admin(), make.section()
    a, b, c = (make.channel(section_id=one.id, position=at) for at in range(3))
    seen = queries.layout().fingerprint
    actions.lay_out(boss, Layout(((0, ()), (one.id, (b.id, a.id, c.id)))), seen=seen)

    with pytest.raises(Invalid, match="changed"):
        actions.lay_out(boss, Layout(((0, ()), (one.id, (c.id, b.id, a.id)))), seen=seen)

    assert laid_out() == ((0, ()), (one.id, (b.id, a.id, c.id)))


@pytest.mark.parametrize("fault", ["missing", "twice", "unknown"])
def test_an_order_that_is_not_whole_is_not_taken(app, fault):
    boss, one = make.admin(), make.section()
    a, b = (make.channel(section_id=one.id, position=at) for at in range(2))
    before = queries.layout()
    ids = {"missing": (a.id,), "twice": (a.id, b.id, b.id), "unknown": (a.id, b.id, 999)}[fault]

    with pytest.raises(Invalid, match="incomplete"):
        actions.lay_out(boss, Layout(((0, ()), (one.id, ids))), seen=before.fingerprint)

    assert laid_out() == before.sections


def test_a_script_sends_the_order_and_learns_what_became_of_it(sign_in):
    one = make.section()
    a, b = (make.channel(section_id=one.id, position=at) for at in range(2))
    client = sign_in(make.admin())
    order = {"order": f"0: {one.id}:{b.id},{a.id}", "seen": queries.layout().fingerprint}

    saved = client.post("/admin/channels/lay-out", data=order)
    again = client.post("/admin/channels/lay-out", data=order)
    nonsense = client.post("/admin/channels/lay-out", data={"order": "x:y", "seen": "z"})

    assert saved.get_json() == {"seen": queries.layout().fingerprint}
    assert laid_out() == ((0, ()), (one.id, (b.id, a.id)))
    assert again.status_code == nonsense.status_code == 409
    assert "Somebody else changed the order" in again.get_json()["error"]
