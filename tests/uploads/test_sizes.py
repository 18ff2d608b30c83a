"""How large a picture may be: the bound for all, and what a tier allows its members."""

import pytest
from flask import session

from forum.accounts import actions as accounts
from forum.accounts.models import Guest
from forum.kernel.policy import Invalid
from forum.site import actions as site
from forum.tiers import actions as tiers
from forum.tiers import queries
from forum.tiers.models import BenefitKind
from forum.uploads import actions, policy
from forum.uploads.settings import MOST_MB
from forum.web import bodies
from tests.support import make
from tests.tiers.giving import earn, joined, promise, tier
from tests.uploads import pictures

MEGABYTE = 1024 * 1024
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def giver(app):
    return make.member()


def of_size(megabytes: float) -> bytes:
    """A picture with so much behind its end, which decoders do not read."""
    drawn = pictures.drawn()
    return drawn + b"\0" * (int(megabytes * MEGABYTE) - len(drawn))


def send(client, megabytes, *, headers=SCRIPT):
    """Send a file of a size as a browser does."""
    head = b'--limit\r\nContent-Disposition: form-data; name="file"; filename="cup.png"\r\n\r\n'
    return client.post(
        "/uploads",
        data=head + of_size(megabytes) + b"\r\n--limit--\r\n",
        headers=headers,
        content_type="multipart/form-data; boundary=limit",
    )


def allow(member, megabytes):
    perks = {"upload_mb": megabytes} if megabytes else {}
    accounts.set_tier([member.id], tier="silver", rank=10, perks=perks)


def test_a_picture_may_have_as_much_as_the_brand_says(giver):
    site.choose(make.admin(), MOST_MB.key, 1)

    actions.take_in(giver, of_size(1))

    with pytest.raises(Invalid, match="too_large") as refused:
        actions.take_in(giver, of_size(1) + b"\0")
    assert refused.value.details == {"most": 1}


def test_a_tier_allows_more_as_long_as_one_holds_it(sign_in, giver):
    client = sign_in(giver)
    allow(giver, 14)
    assert send(client, 13).status_code == 201
    assert send(client, 14.01).status_code == 413

    allow(giver, 0)

    answer = send(client, 13)
    assert answer.status_code == 413
    assert "larger than 10 MB" in answer.json["error"]


@pytest.mark.parametrize(("perk", "most"), [(0, 10), (5, 10), (11, 11), (40, 40), (90, 40)])
def test_a_tier_never_takes_and_never_gives_beyond_all_bounds(giver, perk, most):
    giver.perks = {"upload_mb": perk}

    assert policy.most_mb(giver) == most
    assert most * MEGABYTE < bodies.LARGEST_WITH_FILES


def test_guests_have_what_everybody_has(app):
    assert policy.most_mb(Guest()) == 10


def test_who_sends_too_much_hears_of_tiers_that_allow_more(sign_in, app):
    client, member = sign_in(joined()), joined()
    assert "Some tiers" not in send(client, 11).json["error"]

    promise("silver", BenefitKind.UPLOAD_MB, amount=20)
    earn(member, 300)

    assert "Some tiers allow larger pictures." in send(client, 11).json["error"]
    page = send(client, 11, headers={}).text
    assert "larger than 10 MB" in page and "Some tiers allow larger pictures." in page
    assert 'href="/tiers"' in page
    assert "up to 20 MB" in sign_in(member).get("/uploads/new").text
    assert "Some tiers" not in sign_in(member).get("/uploads/new").text


def test_a_tier_that_is_lost_takes_its_promise_along(sign_in, app):
    member, admin = joined(), make.admin()
    promise("press", BenefitKind.UPLOAD_MB, amount=20)
    tiers.give(admin, tier("press"), member, reason="Writes.")
    assert send(sign_in(member), 11).status_code == 201

    tiers.take(admin, queries.memberships_of(member)[0], reason="Changed jobs.")

    assert send(sign_in(member), 11).status_code == 413


@pytest.mark.parametrize(
    "address", ["/uploads", "/preferences/picture", "/admin/uploads/logo", "/admin/setup/brand"]
)
def test_only_members_bring_more_and_only_where_pictures_are_taken(app, address):
    assert _bound(app, "POST", address, "") == bodies.LARGEST
    assert _bound(app, "POST", address, "a-made-up-cookie") == bodies.LARGEST
    assert _bound(app, "POST", address, _cookie(app)) == bodies.LARGEST_WITH_FILES
    assert _bound(app, "POST", "/sign-in", _cookie(app)) == bodies.LARGEST
    assert _bound(app, "POST", "/nowhere", _cookie(app)) == bodies.LARGEST


def test_a_guest_brings_no_more_than_before(guest):
    answer = send(guest, 12.5)

    assert answer.status_code == 413


def _bound(app, method, path, cookie):
    name = app.config["SESSION_COOKIE_NAME"]
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "HTTP_COOKIE": f"{name}={cookie}",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
    }
    return bodies.most_bytes(app, environ)


def _cookie(app):
    with app.test_request_context():
        session["_user_id"] = "token"
        return app.session_interface.get_signing_serializer(app).dumps(dict(session))
