"""The pages of tiers: for members, for everybody, for the team, and what stands on other pages."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest

from forum.accounts.models import User
from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.tiers import actions, queries
from forum.tiers.models import BenefitKind
from tests.support import make
from tests.support.queries import count_queries
from tests.tiers.buying import DAY, buy, leads, look
from tests.tiers.giving import earn, earned, held, joined, promise, tier


@pytest.fixture
def admin(app):
    return make.admin()


def shown(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_everybody_reads_which_tiers_there_are(guest, app):
    actions.plant()

    page = shown(guest, "/tiers")

    assert "from 1,000 points" in page
    assert "Ambassador" in page


def test_without_tiers_the_page_says_so(guest):
    assert "No tiers yet" in shown(guest, "/tiers")


def test_a_hidden_channel_is_not_named_to_those_who_may_not_know_of_it(guest, sign_in):
    room = make.channel(name="Roasters' attic", visibility=Visibility.SECRET)
    promise("gold", BenefitKind.CHANNEL, channel_id=room.id)
    member = joined()

    pages = shown(guest, "/tiers"), shown(sign_in(member), "/my/perks")
    earn(member, 1000)

    assert "attic" not in "".join(pages)
    assert "Entry to a channel of its own" in pages[0]
    assert "attic" in shown(sign_in(member), "/tiers")


def test_my_perks_say_what_i_have_and_what_is_next(sign_in):
    promise("silver", BenefitKind.UPLOAD_MB, amount=15)
    promise("gold", BenefitKind.UPLOAD_MB, amount=19)
    member = joined()
    earn(member, 640)

    page = shown(sign_in(member), "/my/perks")

    assert "640 of 1,000 points" in page
    assert "360 more points, and you are Gold." in page
    assert page.index("up to 15 MB") < page.index("What Gold adds") < page.index("up to 19 MB")


def test_my_perks_name_what_two_tiers_give_once(sign_in):
    promise("silver", BenefitKind.UPLOAD_MB, amount=15)
    promise("gold", BenefitKind.UPLOAD_MB, amount=19)
    member = joined()
    earn(member, 1000)

    page = shown(sign_in(member), "/my/perks").split("What VIP adds")[0]

    assert "up to 19 MB" in page
    assert "up to 15 MB" not in page
    assert page.count("The name of the tier beside yours") == 1


def test_before_the_worker_has_looked_my_perks_ask_for_a_moment(sign_in):
    assert "being worked out" in shown(sign_in(make.member()), "/my/perks")


def test_the_front_page_and_the_points_show_the_way_to_the_next_tier(sign_in):
    member = joined()
    earn(member, 120)
    client = sign_in(member)

    for address in ("/", "/my/points"):
        assert "120 of 300 points" in shown(client, address)


def test_the_grace_is_told_with_its_exact_lack_and_day(sign_in):
    member = joined()
    earn(member, 300)
    earn(member, -120)
    actions.review("2027-03")

    until = earned(member).grace_until
    page = shown(sign_in(member), "/my/perks")

    assert "To stay Silver you need 120 more points by" in page
    assert until is not None


def test_a_kind_word_stays_until_it_is_put_away(sign_in):
    member = joined()
    earn(member, 300)
    client = sign_in(member)

    before = shown(client, "/tiers")
    answer = client.post(f"/my/tiers/{earned(member).id}/seen", data={"next": "/tiers"})
    after = shown(client, "/tiers")

    assert "You are Silver now." in before
    assert answer.headers["Location"] == "/tiers"
    assert "You are Silver now." not in after


def test_nobody_puts_away_what_is_said_to_somebody_else(sign_in):
    member = joined()
    earn(member, 300)

    answer = sign_in(make.member()).post(f"/my/tiers/{earned(member).id}/seen")

    assert answer.status_code == 404
    assert earned(member).cheer_until is not None


def test_the_tier_stands_beside_the_name_of_an_author(guest):
    member = joined()
    earn(member, 300)
    topic = make.topic(author=member)

    assert "Silver" in shown(guest, f"/t/topic/{topic.id}")
    assert "Silver" in shown(guest, f"/members/{member.username}")


def test_chips_of_twenty_authors_take_one_query_and_those_of_nobody_none(app):
    (filler,) = [
        one
        for one in app.extensions["slots"].rows["post.author"]
        if one.__module__ == "forum.tiers.fillers"
    ]
    actions.plant()
    plain, silver = User(tier="member", tier_rank=0), User(tier="silver", tier_rank=10)

    with count_queries() as none:
        nothing = filler(None, [SimpleNamespace(id=n, author=plain) for n in range(20)])
    with count_queries() as one:
        parts = filler(None, [SimpleNamespace(id=n, author=silver) for n in range(20)])

    assert (nothing, none) == ({}, [])
    assert (len(parts), len([said for said in one if "tiers" in said])) == (20, 1)
    assert all(part.key is not None for part in parts.values())


def test_moderators_look_and_do_not_arrange(sign_in):
    client = sign_in(make.moderator())
    gold = tier("gold")

    assert "New tier" not in shown(client, "/admin/tiers")
    for address in ("new", "simulate", f"{gold.id}"):
        assert client.get(f"/admin/tiers/{address}").status_code == 403


def test_who_is_here_no_more_is_not_counted_among_those_who_hold_a_tier(sign_in, app):
    joined()
    gone = joined()
    gone.deactivated_at = clock.now()
    db.session.commit()

    assert queries.holder_counts() == {tier("member").id: 1}
    assert sign_in(make.moderator()).get("/admin/tiers").status_code == 200


def test_an_admin_changes_a_tier(sign_in, admin):
    silver = tier("silver")
    form = {"name": "Regular guest", "description": "", "threshold": "250", "rank": "10"}

    answer = sign_in(admin).post(
        f"/admin/tiers/{silver.id}", data=form | {"hue": "4", "is_active": "y"}
    )

    assert answer.status_code == 302
    assert "Regular guest" in shown(sign_in(admin), "/tiers")


@pytest.mark.parametrize("threshold", ["0", "-5", "10000000", "many"])
def test_a_threshold_that_cannot_be_is_refused_and_kept(sign_in, admin, threshold):
    silver = tier("silver")
    form = {"name": "Guest", "threshold": threshold, "rank": "10", "hue": "4", "is_active": "y"}

    answer = sign_in(admin).post(f"/admin/tiers/{silver.id}", data=form)

    assert answer.status_code == 200
    assert f'value="{threshold}"' in answer.text
    assert "field__error" in answer.text
    assert tier("silver").threshold == 300


def test_an_admin_makes_a_tier(sign_in, admin):
    form = {"kind": "manual", "name": "Guest of honour", "threshold": "1", "rank": "45"}

    sign_in(admin).post("/admin/tiers/new", data=form | {"hue": "4", "is_active": "y"})

    assert tier("guest-of-honour").rank == 45


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"kind": "channel", "channel": "0"}, "Choose a channel."),
        ({"kind": "upload_mb", "channel": "0", "amount": ""}, "Give a number from 1 to 40."),
        ({"kind": "upload_mb", "channel": "0", "amount": "many"}, "Not a valid integer value."),
        ({"kind": "upload_mb", "channel": "0", "amount": "41"}, "Give a number from 1 to 40."),
        ({"kind": "upload_mb", "channel": "0", "amount": "10"}, "Give a larger number."),
        ({"kind": "task", "channel": "0", "words": " "}, "Please write a few words."),
    ],
)
def test_a_benefit_that_cannot_be_is_refused(sign_in, admin, form, words):
    answer = sign_in(admin).post(f"/admin/tiers/{tier('gold').id}/benefits", data=form)

    assert words in answer.text
    assert all(one.kind == BenefitKind.FLAIR for one in queries.benefits())


def test_an_admin_promises_larger_pictures(sign_in, admin):
    client, silver = sign_in(admin), tier("silver")
    promised = {"kind": "upload_mb", "channel": "0", "amount": "25"}

    answer = client.post(f"/admin/tiers/{silver.id}/benefits", data=promised)

    assert answer.status_code == 302
    assert "Pictures of up to 25 MB" in shown(client, f"/admin/tiers/{silver.id}")
    assert "Pictures of up to 25 MB" in shown(client, "/tiers")
    member = joined()
    earn(member, 300)
    assert "Pictures of up to 25 MB" in shown(sign_in(member), "/my/perks")


def test_staff_give_a_tier_and_take_it(sign_in, app):
    client, member = sign_in(make.moderator()), joined()
    given = {"tier": tier("press").id, "reason": "Writes about us.", "until": ""}

    client.post(f"/admin/tiers/members/{member.id}/give", data=given)
    page, after = shown(client, f"/admin/tiers/members/{member.id}"), held(member)
    row = queries.memberships_of(member)[0]
    client.post(f"/admin/tiers/memberships/{row.id}/take", data={"reason": "Changed jobs."})

    assert after == ["press", "member"]
    assert "Writes about us." in page
    assert held(member) == ["member"]


def test_the_last_day_that_was_chosen_is_the_one_that_the_member_reads(sign_in, app):
    staff, member = sign_in(make.moderator()), joined()
    given = {"tier": tier("press").id, "reason": "Writes.", "until": "2099-12-31"}

    staff.post(f"/admin/tiers/members/{member.id}/give", data=given)

    assert "until Dec 31, 2099" in shown(sign_in(member), "/my/perks")


def test_a_day_that_is_over_is_refused(sign_in, app):
    client, member = sign_in(make.moderator()), joined()
    day = clock.now() - timedelta(days=3)
    given = {"tier": tier("press").id, "reason": "Writes.", "until": f"{day:%Y-%m-%d}"}

    answer = client.post(f"/admin/tiers/members/{member.id}/give", data=given)

    assert "Choose a day that is still to come." in answer.text
    assert held(member) == ["member"]


def test_a_member_is_explained(sign_in, app):
    member = joined()
    earn(member, 340)
    client = sign_in(make.moderator())

    found = client.get("/admin/tiers", query_string={"name": member.username})
    page = shown(client, found.headers["Location"])

    assert "340 points of the last 365 days count." in page
    assert "This tier asks for 300." in page
    assert "For Gold 660 more are missing." in page


def test_thresholds_are_tried_before_they_are_saved(sign_in, admin):
    member = joined()
    earn(member, 250)
    client, silver = sign_in(admin), tier("silver")

    page = shown(client, f"/admin/tiers/simulate?tier-{silver.id}=200")
    before = tier("silver").threshold
    client.post("/admin/tiers/simulate", data={f"tier-{silver.id}": "200"})

    assert member.display_name in page
    assert before == 300
    assert tier("silver").threshold == 200


def test_what_the_team_owes_stands_on_the_overview_until_it_is_delivered(sign_in, app):
    promise("silver", BenefitKind.TASK, words="A card by post")
    member = joined()
    earn(member, 300)
    client = sign_in(make.moderator())

    before, page = shown(client, "/admin"), shown(client, "/admin/tiers/promises")
    (task,) = queries.tasks_open()
    client.post(f"/admin/tiers/tasks/{task.id}/done")

    assert "1 promise waits" in before
    assert "1 is missing" in page
    assert "1 promise waits" not in shown(client, "/admin")


def test_a_long_list_of_what_is_owed_shows_the_oldest_and_says_how_many(sign_in, app, monkeypatch):
    monkeypatch.setattr(import_module("forum.tiers.queries.promises"), "MOST_TASKS", 2)
    promise("silver", BenefitKind.TASK, words="A card by post")
    members = [joined() for _ in range(3)]
    for member in members:
        earn(member, 300)

    page = shown(sign_in(make.moderator()), "/admin/tiers/promises")

    assert "3 promises wait for somebody of the team. Here are the oldest of them." in page
    assert page.count("A card by post</span>") == 2


def test_the_command_line_explains_a_member(app):
    member = joined()
    earn(member, 340)

    result = app.test_cli_runner().invoke(args=["tiers", "explain", member.username])

    assert result.exit_code == 0
    assert "is shown as silver" in result.output
    assert "660 more points missing for gold" in result.output


def test_an_admin_lets_buying_lead_to_a_tier(sign_in, admin):
    silver = tier("silver")
    form = {"name": "", "threshold": "300", "rank": "10", "hue": "9", "is_active": "y"}
    client = sign_in(admin)

    nothing = client.post(
        f"/admin/tiers/{silver.id}", data=form | {"by_buying": "y", "min_orders": "0"}
    )
    asked = form | {"by_buying": "y", "min_orders": "2", "min_spent": "150"}
    answer = client.post(f"/admin/tiers/{silver.id}", data=asked)

    assert "Say how many kept orders lead to it" in nothing.text
    assert answer.status_code == 302
    assert tier("silver").asks == queries.Asks(300, orders=2, spent=150)
    page = shown(client, "/tiers")
    assert "from 300 points or 2 kept orders, or €150.00 in kept orders" in page


def test_my_perks_say_what_is_missing_by_each_way(sign_in):
    leads("silver", orders=2)
    member = joined()
    earn(member, 180)
    buy(member, 1)
    buy(member, 2, ago=10 * DAY)
    look()

    page = shown(sign_in(member), "/my/perks")

    assert "To be Silver you need 120 more points, or 1 more kept order." in page
    assert "Silver, by any of these:" in page
    assert "1 so far" in page
    assert "1 order of yours may still go back. It counts from" in page


def test_orders_are_explained_to_admins_and_not_counted_before_moderators(sign_in, admin):
    leads("silver", orders=2)
    leads("gold", orders=9)
    member = joined()
    buy(member, 1)
    buy(member, 2)
    look()

    whole = shown(sign_in(admin), f"/admin/tiers/members/{member.id}")
    less = shown(sign_in(make.moderator()), f"/admin/tiers/members/{member.id}")

    assert "For Gold they need 1,000 more points, or 7 more kept orders." in whole
    assert "2 so far" in whole
    assert "For Gold 1,000 more are missing." in less
    assert "2 so far" not in less
    assert "7 more" not in less
    assert less.count("Enough") == whole.count("Enough") == 1


def test_who_came_up_by_orders_is_not_thanked_for_points(sign_in):
    leads("silver", orders=1)
    member = joined()
    buy(member, 1)
    look()

    page = shown(sign_in(member), "/tiers")

    assert "You are Silver now.</span> What you bought and kept brought you here." in page


def test_orders_are_tried_before_they_are_saved(sign_in, admin):
    member = joined()
    buy(member, 1)
    silver, client = tier("silver"), sign_in(admin)

    page = shown(client, f"/admin/tiers/simulate?orders-{silver.id}=1")
    client.post(
        "/admin/tiers/simulate",
        data={f"tier-{silver.id}": "300", f"orders-{silver.id}": "1", f"spent-{silver.id}": "0"},
    )

    assert member.display_name in page
    assert tier("silver").asks == queries.Asks(300, orders=1)
    assert "or 1 kept order" in shown(client, "/admin/tiers")


def test_the_notice_of_a_grace_names_both_ways(sign_in):
    leads("silver", orders=1)
    member = joined()
    buy(member, 1)
    look()
    buy(member, 1, back="49.00")
    actions.review("2027-03")

    client = sign_in(member)

    assert "To stay Silver you need 300 more points, or 1 more kept order" in shown(
        client, "/notices"
    )
    assert "To stay Silver you need 300 more points, or 1 more kept order by" in shown(
        client, "/my/perks"
    )
