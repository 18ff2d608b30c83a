from io import BytesIO

import pytest
from sqlalchemy import func, select

from forum.kernel.db import db
from forum.site import queries as site
from forum.uploads.models import Upload
from tests.support import make
from tests.uploads import pictures


@pytest.fixture
def browser(sign_in):
    return sign_in(make.admin())


def send(client, data):
    return client.post("/admin/uploads/logo", data={"file": (BytesIO(data), "logo.png")})


def test_the_owner_gives_a_logo_that_every_visitor_sees(browser, guest):
    answer = send(browser, pictures.drawn("PNG", (400, 100)))

    assert answer.status_code == 302
    logo = site.brand().logo
    assert logo in browser.get("/admin/uploads/logo").text
    shown = guest.get(logo, buffered=True)
    assert (shown.status_code, shown.mimetype) == (200, "image/webp")


def test_a_file_that_is_no_picture_leaves_the_letter_in_place(browser):
    page = send(browser, b"<svg onload=alert(1)>")

    assert "not a picture" in page.text
    assert site.brand().logo == ""


def test_a_form_without_a_file_says_so(browser):
    assert "Choose a picture first" in browser.post("/admin/uploads/logo").text


def test_a_logo_that_is_removed_is_shown_to_nobody_and_may_be_thrown_away(browser, guest):
    send(browser, pictures.drawn("PNG", (400, 100)))
    logo = f"/uploads/{db.session.scalars(select(Upload.public_id)).one()}"

    browser.post("/admin/uploads/logo/remove")

    assert site.brand().logo == ""
    assert guest.get(logo).status_code == 404
    assert db.session.scalars(select(Upload.unused_since)).one() is not None


def test_only_an_admin_gives_a_logo(sign_in):
    for who in (make.member, make.moderator):
        assert send(sign_in(who()), pictures.drawn()).status_code == 403

    assert db.session.scalar(select(func.count(Upload.id))) == 0
