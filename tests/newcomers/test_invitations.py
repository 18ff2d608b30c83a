"""Links by which people come, what is counted of them, and sources that are paused."""

from datetime import timedelta

import pytest

from forum.accounts import actions as accounts
from forum.accounts.actions import NewMember
from forum.accounts.models import Guest, Standing
from forum.accounts.settings import ENTRY
from forum.activity import actions as log
from forum.activity.models import Deed, DeedKind
from forum.kernel import clock
from forum.kernel.db import db
from forum.newcomers import actions, queries, tasks
from forum.newcomers.models import Invitation, InvitedMember
from forum.newcomers.signals import InvitedMemberActive, SourcePaused
from tests.newcomers.test_desk import shown
from tests.newcomers.test_greeting import sign_up
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import choose, reason_of


@pytest.fixture
def inviter(app):
    choose(ENTRY, "open")
    return make.member(username="lena", display_name="Lena", standing=Standing.MEMBER)


def come(link: Invitation, name: str = "robin", **given):
    """Somebody who signed up by the link."""
    email = f"{name}@example.org"
    new = NewMember(name, email, None, came_by=link.code)
    user = accounts.sign_up(Guest(), new)
    for key, value in given.items():
        setattr(user, key, value)
    db.session.commit()
    return user


def visit(user, days: int, *, first: int = 0) -> None:
    for day in range(first, first + days):
        with clock.at(clock.now() + timedelta(days=day)):
            log.note_visits([user.id])


def uses(link) -> int:
    db.session.expire_all()
    return db.session.get(Invitation, link.id).uses


def test_who_comes_by_a_link_and_signs_up_is_counted(guest, inviter):
    link = actions.invite(inviter)

    page = shown(guest, f"/i/{link.code}")
    sign_up(guest)

    assert "Lena would like to have you here." in page
    assert uses(link) == 1


def test_by_which_link_somebody_came_is_kept(inviter):
    link = actions.invite(inviter)
    user = come(link)

    assert db.session.get(InvitedMember, user.id).invitation_id == link.id


def test_a_link_that_is_over_counts_nobody_and_says_so(guest, inviter):
    link = actions.invite(inviter)
    actions.end_link(inviter, link)

    page = shown(guest, f"/i/{link.code}")
    sign_up(guest)

    assert "This invitation is over" in page
    assert uses(link) == 0


def test_links_end_by_uses_and_by_time(inviter):
    one = actions.invite(inviter, most_uses=1)
    come(one)
    two = actions.invite(inviter, days=7)
    with clock.at(clock.now() + timedelta(days=8)):
        come(two, "sam")

    assert uses(one) == 1
    assert not queries.invitation_by_id(one.id).is_open
    assert uses(two) == 0


def test_an_invented_link_leads_to_the_front_page(guest, app):
    assert guest.get("/i/invented").location == "/"


def test_members_are_told_that_they_are_here_already(sign_in, inviter):
    link = actions.invite(inviter)

    assert sign_in(make.member()).get(f"/i/{link.code}").location == "/"


@pytest.mark.parametrize(("standing", "links"), [("basic", 1), ("member", 3), ("regular", 5)])
def test_how_many_links_somebody_has_depends_on_their_standing(app, standing, links):
    member = make.member(standing=standing)

    for _ in range(links):
        actions.invite(member)

    assert reason_of(actions.invite, member) == "too_many_links"


def test_newcomers_and_the_silenced_do_not_invite(app):
    new, silent = make.member(standing="new"), make.member(standing="member")
    silent.silenced_until = clock.now() + timedelta(days=1)

    assert reason_of(actions.invite, new) == "newcomer_yourself"
    assert reason_of(actions.invite, silent) == "silenced"


def test_a_member_makes_and_ends_a_link_on_their_page(sign_in, inviter):
    client = sign_in(inviter)

    client.post("/my/invitations", data={"days": "7", "uses": "1"})
    link = queries.invitations_of(inviter)[0]
    page = shown(client, "/my/invitations")
    client.post(f"/my/invitations/{link.id}/end")

    assert f"/i/{link.code}" in page
    assert "Nobody has come by them yet." in page
    assert "Ended" in shown(client, "/my/invitations")


def test_others_do_not_end_a_link(sign_in, inviter):
    link = actions.invite(inviter)

    answer = sign_in(make.member(standing="member")).post(f"/my/invitations/{link.id}/end")

    assert answer.status_code == 404


def test_seven_days_here_are_a_deed_of_the_inviter_once(inviter, heard):
    link = actions.invite(inviter)
    user = come(link)
    told = heard(InvitedMemberActive)
    visit(user, 6)
    tasks.count({})
    assert told == []

    visit(user, 1, first=6)
    tasks.count({})
    tasks.count({})

    assert told == [InvitedMemberActive(link.id, inviter.id, user.id)]
    deeds = db.session.scalars(db.select(Deed).where(Deed.kind == DeedKind.INVITED)).all()
    assert [(deed.who_id, deed.to_id) for deed in deeds] == [(inviter.id, user.id)]


def test_who_came_by_a_campaign_is_nobodys_deed(app, heard):
    choose(ENTRY, "open")
    link = actions.open_campaign(make.moderator(), "Newsletter")
    user = come(link)
    told = heard(InvitedMemberActive)
    visit(user, 7)

    tasks.count({})

    assert told == []
    assert db.session.get(InvitedMember, user.id).active_at is not None


def test_the_quality_of_a_source_is_joins_returns_and_violations(inviter):
    link = actions.invite(inviter)
    with clock.at(clock.now() - timedelta(days=40)):
        stays, goes = come(link, "stays"), come(link, "goes")
    come(link, "fresh", silenced_until=clock.now())
    visit(stays, 1)

    quality = queries.qualities()[link.source_id]

    assert (quality.joins, quality.old, quality.retained, quality.violations) == (3, 2, 1, 1)
    assert goes.id


def bad_people(link, many: int, bad: int, name: str) -> None:
    for number in range(many):
        until = clock.now() if number < bad else None
        come(link, f"{name}{number}", suspended_until=until)


def test_a_source_far_worse_than_the_others_is_paused_by_itself(app, heard):
    choose(ENTRY, "open")
    boss = make.moderator()
    links = [actions.open_campaign(boss, name) for name in ("mail", "fair", "spam")]
    for link, bad in zip(links, (1, 1, 5), strict=True):
        bad_people(link, 20, bad, link.source.name)
    told = heard(SourcePaused)

    tasks.count({})
    tasks.count({})

    assert told == [SourcePaused(links[2].source_id)]
    assert not queries.invitation_by_id(links[2].id).is_open


def test_what_staff_let_go_on_is_not_paused_by_itself_again(sign_in, app):
    choose(ENTRY, "open")
    boss = make.moderator()
    links = [actions.open_campaign(boss, name) for name in ("mail", "fair", "spam")]
    for link, bad in zip(links, (1, 1, 5), strict=True):
        bad_people(link, 20, bad, link.source.name)
    tasks.count({})
    client = sign_in(boss)
    assert "Paused by itself" in shown(client, "/admin/invitations")

    client.post(f"/admin/invitations/sources/{links[2].source_id}/resume")
    tasks.count({})

    assert queries.invitation_by_id(links[2].id).is_open


def test_staff_make_a_link_for_a_campaign(sign_in, app):
    client = sign_in(make.moderator())

    client.post("/admin/invitations", data={"name": "Newsletter in May", "most_uses": "100"})
    empty = client.post("/admin/invitations", data={"name": " "})
    page = shown(client, "/admin/invitations")

    assert "Newsletter in May" in page
    assert "of 100" in page
    assert "Give it a name." in empty.text or "Please write a few words." in empty.text


def test_a_member_whose_source_is_paused_is_told(sign_in, inviter):
    link = actions.invite(inviter)
    actions.pause(make.moderator(), queries.source_by_id(link.source_id))

    assert "Your invitations rest for now" in shown(sign_in(inviter), "/my/invitations")


def test_the_command_line_says_where_people_come_from(app, inviter):
    link = actions.invite(inviter)
    come(link)
    actions.open_campaign(make.moderator(), "Newsletter")

    said = app.test_cli_runner().invoke(args=["newcomers", "sources"]).output

    assert "@lena" in said
    assert "Newsletter" in said


def test_the_page_of_sources_costs_the_same_for_few_and_many(sign_in, app):
    boss = make.moderator()
    client = sign_in(boss)
    actions.open_campaign(boss, "One")
    client.get("/admin/invitations")
    with count_queries() as few:
        client.get("/admin/invitations")
    for number in range(6):
        actions.open_campaign(boss, f"More {number}")

    with count_queries() as many:
        client.get("/admin/invitations")

    assert len(many) == len(few)


def test_of_two_accounts_the_links_belong_to_one_source(inviter):
    other = make.member(standing="member")
    one, two = actions.invite(inviter), actions.invite(other)

    accounts.merge_members(make.admin(), other, inviter)

    db.session.expire_all()
    assert {link.id for link in queries.invitations_of(inviter)} == {one.id, two.id}


def test_a_link_for_one_lets_one_of_several_through_who_come_at_once(inviter):
    link = actions.invite(inviter, most_uses=1)
    queries.invitation_by_id(link.id)
    db.session.commit()
    with db.engine.begin() as other:
        other.execute(db.update(Invitation).values(uses=1))

    user = come(link)

    assert uses(link) == 1
    assert db.session.get(InvitedMember, user.id) is None


def test_the_last_day_of_a_campaign_is_the_one_that_was_chosen(sign_in, app):
    boss = make.admin(time_zone="America/New_York")
    client = sign_in(boss)

    client.post("/admin/invitations", data={"name": "Fair", "until": "2027-06-01"})

    link = db.session.scalars(db.select(Invitation)).one()
    assert link.expires_at.isoformat().startswith("2027-06-02T03:59:59")
    assert "until Jun 1, 2027" in shown(client, "/admin/invitations")
