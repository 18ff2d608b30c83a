import pytest
from sqlalchemy import func, select

from forum.audit.models import AuditEntry
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.site import actions, queries, settings
from forum.site.models import ChosenSetting
from tests.support import make


@pytest.fixture
def owner(app):
    return make.admin()


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(ChosenSetting))


def test_what_an_admin_chooses_holds_at_once(owner):
    before = queries.brand()

    actions.choose(owner, "site.name", "Kettle & Crane")

    assert (before.name, queries.brand().name) == ("Guildhall", "Kettle & Crane")


def test_going_back_to_the_default_leaves_no_row(owner):
    actions.choose(owner, "site.name", "Kettle & Crane")
    actions.choose(owner, "site.name", "Crane")
    assert rows() == 1

    actions.reset(owner, "site.name")

    assert rows() == 0
    assert settings.NAME.get() == "Guildhall"


def test_each_change_is_written_down_with_before_and_after(owner):
    actions.choose(owner, "site.name", "Kettle & Crane")
    actions.choose(owner, "site.name", "Kettle & Crane")

    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.actor_id, entry.verb) == (owner.id, "site.choose")
    assert entry.before == {"site.name": "Guildhall"}
    assert entry.after == {"site.name": "Kettle & Crane"}


@pytest.mark.parametrize("who", [make.member, make.moderator])
def test_only_admins_choose(app, who):
    with pytest.raises(Refused) as refused:
        actions.choose(who(), "site.name", "Mine")

    assert refused.value.verdict.reason == "admins_only"
    assert rows() == 0


def test_a_setting_that_nobody_declares_is_not_found(owner):
    with pytest.raises(NotFound):
        actions.choose(owner, "site.secret", "x")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("site.name", ""),
        ("site.name", 7),
        ("site.colour", "red"),
        ("site.colour", "#b8472a}body{display:none"),
        ("site.voice", "comic"),
        ("site.logo", "../secret_key"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(owner, key, value):
    with pytest.raises(Invalid):
        actions.choose(owner, key, value)

    assert rows() == 0


def test_several_settings_are_chosen_together_or_not_at_all(owner):
    with pytest.raises(Invalid):
        actions.choose_all(owner, {"site.name": "New", "site.colour": "red"})

    assert rows() == 0
    assert queries.brand().name == "Guildhall"


def test_the_version_of_the_look_changes_with_the_look(owner):
    versions = {queries.brand().version}
    for key, value in [
        ("site.colour", "#0f62fe"),
        ("site.voice", "serif"),
        ("site.corners", "soft"),
    ]:
        actions.choose(owner, key, value)
        versions.add(queries.brand().version)

    assert len(versions) == 4
