import pytest
from sqlalchemy import func, select

from forum.accounts.models import User
from forum.channels.models import ChannelRole, Visibility
from forum.governance import queries, rights
from forum.governance.rights import Part
from forum.kernel.db import db
from forum.pages import actions as pages
from forum.pages import queries as found
from forum.pages.actions import Change, ClauseText
from forum.pages.models import PageName
from forum.sanctions import settings as sanctions
from forum.site import actions as site
from forum.tiers import actions as tiers
from forum.tiers import queries as steps
from forum.tiers.actions import BenefitPlan
from forum.tiers.models import BenefitKind
from tests.support import make
from tests.support.queries import count_queries

EVERYBODY = {Part.MEMBER, Part.CHANNEL_MODERATOR, Part.MODERATOR, Part.ADMIN}
IN_CHANNELS = EVERYBODY - {Part.MEMBER}
TEAM = {Part.MODERATOR, Part.ADMIN}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("flag", EVERYBODY),
        ("channel", IN_CHANNELS),
        ("admit", IN_CHANNELS),
        ("cases", TEAM),
        ("pause", TEAM),
        ("appeal", TEAM),
        ("propose", TEAM),
        ("agree", TEAM),
        ("long_pause", {Part.ADMIN}),
        ("guidelines", {Part.ADMIN}),
        ("rules", {Part.ADMIN}),
        ("channels", {Part.ADMIN}),
        ("roles", {Part.ADMIN}),
        ("addresses", {Part.ADMIN}),
    ],
)
def test_the_table_of_rights_says_what_the_policies_say(app, word, parts):
    (right,) = [one for one in rights.table() if one.word == word]

    assert {part for part, may in right.may.items() if may} == parts


def test_asking_the_policies_leaves_nothing_behind(app, guest):
    assert guest.get("/governance").status_code == 200
    assert queries.house(make.member()).staff == []
    assert db.session.scalar(select(func.count(User.id))) == 1


def test_the_team_stands_there_with_those_who_look_after_channels(app, guest):
    make.admin(display_name="Olivia")
    room = make.channel(name="Kettles")
    make.insider(room, place=ChannelRole.MODERATOR, display_name="Mia")

    page = guest.get("/governance").text

    assert "Olivia" in page
    assert "Mia" in page
    assert "Looks after Kettles" in page


def test_the_page_says_what_the_brand_chose(app, guest):
    site.choose(make.admin(), sanctions.MODERATOR_DAYS.key, 3)

    assert "Warn, and pause a member for up to 3 days" in guest.get("/governance").text


def test_the_introduction_is_that_of_the_brand(app, guest):
    pages.publish_page(make.admin(), PageName.GOVERNANCE, "We sleep on it **first**.")

    assert "We sleep on it <strong>first</strong>." in guest.get("/governance").text


def test_each_version_says_what_it_changed(app, guest):
    owner = make.admin()
    make.guidelines(owner)
    draft = pages.begin(owner)
    pages.add_clause(owner, draft, ClauseText("New one"))
    pages.remove_clause(owner, draft, found.clause_at(draft, 1))
    pages.change_summary(owner, draft, summary="Be kind.", note="We sell nothing any more.")
    pages.publish(owner, draft, Change.MATERIAL)

    page = guest.get("/governance").text

    assert "We sell nothing any more." in page
    assert "1 new clause, 1 gone" in page
    assert "3 new clauses" in page


def test_a_secret_channel_is_named_to_those_who_are_in_it(app, guest, sign_in):
    secret = make.channel(name="Quillwort", visibility=Visibility.SECRET)
    make.channel(name="Cupping", visibility=Visibility.PRIVATE)
    insider = make.insider(secret, place=ChannelRole.MODERATOR, display_name="Ines")

    strange = guest.get("/governance").text
    known = sign_in(insider).get("/governance").text

    assert "Quillwort" not in strange
    assert "Ines" not in strange
    assert "Cupping" in strange
    assert "Quillwort" in known


def test_a_tier_that_opens_a_channel_is_named(app, guest):
    admin = make.admin()
    room = make.channel(name="Cupping", visibility=Visibility.PRIVATE)
    tiers.plant()
    gold = next(tier for tier in steps.tiers() if tier.slug == "gold")
    tiers.add_benefit(admin, gold, BenefitPlan(BenefitKind.CHANNEL, channel_id=room.id))

    assert "Tier Gold" in guest.get("/governance").text


def test_the_page_costs_the_same_however_much_there_is(app, guest):
    def some():
        make.insider(make.channel(), place=ChannelRole.MODERATOR)
        make.moderator()
        draft = pages.begin(owner)
        pages.publish(owner, draft, Change.SMALL)

    def cost():
        with count_queries() as seen:
            guest.get("/governance")
        return len(seen)

    owner = make.admin()
    make.guidelines(owner)
    some()
    guest.get("/governance")
    few = cost()
    for _ in range(4):
        some()

    assert cost() == few


def test_guidelines_and_decisions_lead_to_it(app, guest, sign_in):
    make.guidelines()

    assert 'href="/governance"' in guest.get("/guidelines").text.partition("<main")[2]
    mine = sign_in(make.member()).get("/my/decisions").text
    assert 'href="/governance"' in mine.partition("<main")[2].partition("</main")[0]
