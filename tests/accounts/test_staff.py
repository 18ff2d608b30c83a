from datetime import timedelta

import pytest
from sqlalchemy import select, update

from forum.accounts import actions, queries
from forum.accounts.models import Role, Session
from forum.audit.models import AuditEntry
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.kernel.unit import transaction
from tests.accounts.conftest import PASSWORD, is_inside
from tests.support import make
from tests.support.queries import count_queries


def test_an_admin_makes_somebody_a_moderator(sign_in):
    ada = make.member(username="ada")
    client = sign_in(make.admin())

    page = client.post(
        f"/admin/accounts/{ada.id}/role", data={"role": "moderator"}, follow_redirects=True
    )

    assert "signs in anew with the new role" in page.text
    assert queries.fresh_member(ada.id).role == Role.MODERATOR


def test_who_gets_a_role_signs_in_anew(sign_in):
    ada = make.member()
    adas = sign_in(ada)
    assert is_inside(adas)

    actions.set_role(make.admin(), ada, Role.MODERATOR)

    assert not is_inside(adas)


def test_a_new_role_is_written_down(app):
    boss, ada = make.admin(), make.member()

    actions.set_role(boss, ada, Role.MODERATOR)

    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.actor_id, entry.verb, entry.target_id) == (boss.id, "accounts.set_role", ada.id)
    assert (entry.before, entry.after) == ({"role": "member"}, {"role": "moderator"})


def test_the_same_role_again_changes_nothing(app):
    actions.set_role(make.admin(), make.moderator(), Role.MODERATOR)

    assert db.session.scalars(select(AuditEntry)).all() == []


@pytest.mark.parametrize(
    ("who", "reason"), [(make.member, "admins_only"), (make.moderator, "admins_only")]
)
def test_only_admins_give_roles(app, who, reason):
    with pytest.raises(Refused) as refused:
        actions.set_role(who(), make.member(), Role.ADMIN)

    assert refused.value.verdict.reason == reason


def test_a_closed_account_gets_no_role(app):
    closed = make.member(deactivated_at=clock.now())

    with pytest.raises(Refused) as refused:
        actions.set_role(make.admin(), closed, Role.ADMIN)

    assert refused.value.verdict.reason == "left"


def test_nobody_changes_their_own_role(sign_in):
    boss = make.admin()
    make.admin()

    page = sign_in(boss).post(f"/admin/accounts/{boss.id}/role", data={"role": "member"})

    assert page.status_code == 403
    assert "Nobody changes their own role" in page.text
    assert queries.fresh_member(boss.id).role == Role.ADMIN


def test_the_last_admin_stays(app):
    with pytest.raises(Refused) as refused:
        actions.assign_role(make.admin(), Role.MEMBER)

    assert refused.value.verdict.reason == "last_admin"


def test_a_role_is_given_only_a_short_while_after_the_password(app, sign_in, member):
    boss, ada = member("boss", role=Role.ADMIN), make.member()
    client = sign_in(boss)
    with transaction():
        for row in db.session.scalars(select(Session)):
            row.confirmed_at = clock.now() - timedelta(minutes=31)

    answer = client.post(f"/admin/accounts/{ada.id}/role", data={"role": "moderator"})
    assert answer.location == f"/sign-in/again?next=/admin/accounts/{ada.id}"
    assert queries.fresh_member(ada.id).role == Role.MEMBER

    wrong = client.post(answer.location, data={"password": "wrong tea biscuit"})
    assert "not your present password" in wrong.text
    right = client.post(
        "/sign-in/again", data={"password": PASSWORD, "next": f"/admin/accounts/{ada.id}"}
    )
    assert right.location == f"/admin/accounts/{ada.id}"
    client.post(f"/admin/accounts/{ada.id}/role", data={"role": "moderator"})
    assert queries.fresh_member(ada.id).role == Role.MODERATOR


def test_staff_end_all_sessions_of_a_member_and_it_is_written_down(sign_in):
    ada = make.member()
    adas = sign_in(ada)
    client = sign_in(make.moderator())

    page = client.post(f"/admin/accounts/{ada.id}/sign-out", follow_redirects=True)

    assert "1 session is ended" in page.text
    assert not is_inside(adas)
    assert db.session.scalars(select(AuditEntry.verb)).all() == ["accounts.sign_out_member"]


@pytest.mark.parametrize("target", [make.moderator, make.admin])
def test_a_moderator_signs_out_nobody_of_the_team(app, target):
    with pytest.raises(Refused) as refused:
        actions.sign_out_member(make.moderator(), target())

    assert refused.value.verdict.reason == "admins_only"


@pytest.mark.parametrize("path", ["/admin/accounts", "/admin/accounts/1"])
def test_members_see_no_staff_pages(guest, sign_in, path):
    client = sign_in(make.member())

    assert client.get(path).status_code == 403
    assert guest.get(path).status_code in {302, 403}


def test_admins_find_members_by_parts_of_name_or_address(sign_in):
    client = sign_in(make.admin(username="mo"))
    make.member(username="ada", display_name="Countess Lovelace", email="x1@example.org")
    make.member(username="grace", email="hopper@example.org", display_name="Жанна Élodie")

    def found(sought):
        page = client.get("/admin/accounts", query_string={"q": sought}).text
        return [name for name in ("@ada", "@grace", "@mo") if f'dim">{name}</bdi>' in page]

    assert found("") == ["@ada", "@grace", "@mo"]
    assert found("lovelace") == ["@ada"]
    assert found("HOPPER@") == ["@grace"]
    assert found("Жанна") == found("жанна") == found("Élodie") == ["@grace"]
    assert found("%") == found("a\x00") == []
    assert "Nobody found" in client.get("/admin/accounts?q=nobody-here").text


def test_the_list_goes_on_page_by_page(sign_in):
    client = sign_in(make.moderator())
    for _ in range(45):
        make.member()

    seen, address = [], "/admin/accounts"
    while address:
        page = client.get(address).text
        seen += [part.partition("<")[0] for part in page.split('<bdi class="dim">@')[1:]]
        more = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
        address = more.replace("&amp;", "&") if 'rel="next"' in page else ""

    assert len(seen) == len(set(seen)) == 46


def test_a_page_of_many_members_costs_as_much_as_one_of_few(sign_in):
    client = sign_in(make.moderator())

    def cost():
        with count_queries() as seen:
            assert client.get("/admin/accounts").status_code == 200
        return len(seen)

    few = cost()
    for _ in range(15):
        make.member()

    assert cost() == few


def test_the_page_of_a_member_shows_what_staff_may_know(sign_in):
    ada = make.member(username="ada", suspended_until=clock.now() + timedelta(days=1))

    page = sign_in(make.moderator()).get(f"/admin/accounts/{ada.id}").text

    assert "Suspended" in page
    assert "Save the role" not in page


def test_mail_and_network_addresses_are_for_admins_alone(sign_in):
    ada = make.member(username="ada", email="hidden@example.org")
    with transaction():
        db.session.add(
            Session(user_id=ada.id, token_hash="t", expires_at=in_a_year(), address="192.0.2.7")
        )
    moderator, admin = sign_in(make.moderator()), sign_in(make.admin())
    pages = [f"/admin/accounts/{ada.id}", "/admin/accounts"]

    for page in pages:
        assert "hidden@example.org" not in moderator.get(page).text
        assert "hidden@example.org" in admin.get(page).text
    assert "192.0.2.7" not in moderator.get(pages[0]).text
    assert "192.0.2.7" in admin.get(pages[0]).text
    assert "Nobody found" in moderator.get("/admin/accounts?q=hidden@").text


def in_a_year():
    return clock.now() + timedelta(days=365)


def test_members_are_narrowed_down_by_role_state_and_day(sign_in):
    later = clock.now() + timedelta(days=2)
    old = {"created_at": clock.now() - timedelta(days=100)}
    boss = make.admin(username="boss", **old)
    make.moderator(username="mo", **old)
    make.member(username="ada")
    make.member(username="waits", approved_at=None, **old)
    make.member(username="hushed", silenced_until=later, **old)
    make.member(username="paused", suspended_until=later, **old)
    make.member(username="gone", deactivated_at=clock.now(), **old)
    actions.merge_members(boss, make.member(username="second", **old), make.member(username="z1"))
    client = sign_in(boss)

    def found(**narrow):
        page = client.get("/admin/accounts", query_string=narrow).text
        everybody = ("boss", "mo", "ada", "waits", "hushed", "paused", "gone", "second")
        return [name for name in everybody if f'dim">@{name}</bdi>' in page]

    assert found(role="admin") == ["boss"]
    assert found(role="moderator") == ["mo"]
    assert found(state="waiting") == ["waits"]
    assert found(state="silenced") == ["hushed"]
    assert found(state="suspended") == ["paused"]
    assert found(state="closed") == ["gone"]
    assert found(state="merged") == ["second"]
    assert found(state="active") == ["boss", "mo", "ada", "hushed"]
    assert found(joined="7") == ["ada"]
    assert found(role="emperor", state="x", joined="y") == found()


def test_an_address_is_confirmed_by_hand_and_it_is_written_down(sign_in):
    ada = make.member(approved_at=None, email_confirmed_at=None)
    client = sign_in(make.admin())

    page = client.post(f"/admin/accounts/{ada.id}/confirm", follow_redirects=True).text
    client.post(f"/admin/accounts/{ada.id}/confirm")

    assert "counts as confirmed" in page
    assert queries.fresh_member(ada.id).is_active
    assert db.session.scalars(select(AuditEntry.verb)).all() == ["accounts.confirm_by_hand"]
    assert sign_in(make.moderator()).post(f"/admin/accounts/{ada.id}/confirm").status_code == 403


def test_two_accounts_are_merged_after_a_look_and_a_typed_name(sign_in):
    old, new = make.member(username="old-one"), make.member(username="new-one")
    topic = make.topic(author=old)
    boss = make.admin()
    client = sign_in(boss)
    address = f"/admin/accounts/{old.id}/merge"

    first = client.get(address, query_string={"into": "new-one"}).text
    wrong = client.post(address, data={"into": "new-one", "typed": "new-one"}).text
    nobody = client.get(address, query_string={"into": "nobody-at-all"}).text

    assert "1 topic, started or looked after" in first and "1 post, written" in first
    assert "Type old-one to go on." in wrong
    assert "There is nobody of this name." in nobody
    assert queries.fresh_member(old.id).is_active

    done = client.post(address, data={"into": "new-one", "typed": "old-one"})

    assert done.location == f"/admin/accounts/{new.id}"
    assert "Everything of old-one belongs to new-one now" in client.get(done.location).text
    assert "@old-one" in client.get(done.location).text
    assert "part of another one" in client.get(f"/admin/accounts/{old.id}").text
    assert db.session.get(type(topic), topic.id, populate_existing=True).author_id == new.id


def test_a_merge_asks_for_the_password_again(sign_in, app):
    old, new = make.member(), make.member()
    boss = make.admin()
    client = sign_in(boss)
    with transaction():
        db.session.execute(update(Session).values(confirmed_at=clock.now() - timedelta(hours=2)))

    answer = client.post(
        f"/admin/accounts/{old.id}/merge", data={"into": new.username, "typed": old.username}
    )

    assert answer.location.startswith("/sign-in/again")
    assert queries.fresh_member(old.id).is_active


def test_a_member_who_is_not_there_is_not_found(sign_in):
    assert sign_in(make.moderator()).get("/admin/accounts/999").status_code == 404
