import pytest

from forum import paths
from forum.notices.admin import POLICY_OF_LETTERS, name_of
from tests.support import make

PAGE = "/admin/mail/previews"


@pytest.fixture
def owner(sign_in):
    return sign_in(make.admin())


def samples(app):
    return {sample.template for sample in app.extensions["letters"]}


def test_every_letter_of_the_forum_has_a_sample(app):
    folder = paths.TEMPLATES / "mail"
    written = {
        str(path.relative_to(folder).with_suffix(""))
        for path in folder.rglob("*.txt")
        if not path.name.startswith("_")
    }

    assert samples(app) == written


def test_every_letter_can_be_looked_at(app, owner):
    for sample in app.extensions["letters"]:
        template = name_of(sample)
        page = owner.get(f"{PAGE}/{template}")
        face = owner.get(f"{PAGE}/{template}/html")

        assert (page.status_code, face.status_code) == (200, 200), template
        assert "<iframe" in page.text
        assert face.text.startswith("<!doctype html>")


def test_the_html_face_stands_in_a_frame_that_can_do_nothing(owner):
    page = owner.get(f"{PAGE}/notices.mention")
    face = owner.get(f"{PAGE}/notices.mention/html")

    assert " sandbox " in page.text
    assert page.headers["Content-Security-Policy"].endswith("; frame-src 'self'")
    assert face.headers["Content-Security-Policy"] == POLICY_OF_LETTERS
    assert "script-src" not in POLICY_OF_LETTERS


def test_a_letter_is_shown_in_another_language(owner):
    face = owner.get(f"{PAGE}/accounts.reset/html?language=de").text

    assert 'lang="de"' in face


def test_a_letter_that_does_not_exist_is_not_found(owner):
    assert owner.get(f"{PAGE}/notices.nothing").status_code == 404


def test_only_admins_look_at_letters(sign_in, guest):
    assert sign_in(make.moderator()).get(PAGE).status_code == 403
    assert sign_in(make.member()).get(PAGE).status_code == 403
    assert guest.get(PAGE).status_code in {302, 403}
