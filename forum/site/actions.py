"""Every change to what the brand chose."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, update

from forum.accounts import actions as accounts
from forum.accounts.actions import NewMember
from forum.accounts.models import OneTimeLink, Purpose, User, Viewer
from forum.accounts.queries import admin_count
from forum.audit import actions as audit
from forum.kernel import clock, handover, tokens
from forum.kernel import settings as kernel
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import NotFound, require
from forum.kernel.settings import Setting
from forum.kernel.unit import action
from forum.site import policy, queries, values
from forum.site.models import ChosenSetting
from forum.site.signals import SettingChosen, SiteSetUp

LINK_LASTS = timedelta(days=7)


@action
def choose(admin: User, key: str, value: Any) -> None:
    """Give a setting a value; one that equals the default is forgotten.

    Raises NotFound for a setting that no slice declares, Invalid("value", …) for a bad value.
    """
    require(policy.can_choose(admin))
    _choose(admin, queries.setting(key), value)


@action
def assign(key: str, value: Any) -> None:
    """The same from the command line, where nobody is signed in."""
    _choose(None, queries.setting(key), value)


@action
def choose_all(admin: User, chosen: Mapping[str, Any]) -> None:
    """Give several settings their values at once: all of them, or none."""
    try:
        for key, value in chosen.items():
            choose(admin, key, value)
    except BaseException:
        # The values read meanwhile go with the transaction.
        kernel.forget()
        raise


@action
def reset(admin: User, key: str) -> None:
    """Let a setting have its default again."""
    choose(admin, key, queries.setting(key).default)


@action
def setup_link() -> str | None:
    """A new address where a fresh site is set up, once; None when there is an owner already.

    Links made before end with this, so only the one printed last leads in.
    """
    if admin_count() > 0:
        return None
    before = delete(OneTimeLink).where(OneTimeLink.purpose == Purpose.SET_UP)
    db.session.execute(before.where(OneTimeLink.used_at.is_(None)))
    token = tokens.new_token()
    link = OneTimeLink(
        purpose=Purpose.SET_UP,
        token_hash=tokens.digest(token),
        expires_at=clock.now() + LINK_LASTS,
    )
    db.session.add(link)
    return f"{queries.public_url()}/set-up/{token}"


@action
def set_up(viewer: Viewer, token: str, new: NewMember) -> User:
    """Make the owner of a fresh site. Raises NotFound for all but the first."""
    spend = update(OneTimeLink).where(queries.living_set_up_link(token))
    used = db.session.execute(spend.values(used_at=clock.now()).returning(OneTimeLink.id))
    if used.first() is None:
        raise NotFound
    owner = accounts.create_owner(new)
    db.session.flush()
    announce(SiteSetUp(owner.id))
    return owner


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let what the one account chose count as chosen by the other."""
    handover.hand_over(ChosenSetting.changed_by_id, from_id=from_id, into_id=into_id)


def _choose(actor: User | None, setting: Setting[Any], value: Any) -> None:
    before, value = setting.get(), values.checked(setting, value)
    if value == before:
        return
    _write(setting, value, by_id=actor.id if actor else None)
    # Settings have no number; the key stands in what changed.
    change = {"before": {setting.key: before}, "after": {setting.key: value}}
    audit.record(actor, "site.choose", "setting", 0, **change)
    announce(SettingChosen(setting.key, actor.id if actor else None))


def _write(setting: Setting[Any], value: Any, *, by_id: int | None) -> None:
    row = db.session.get(ChosenSetting, setting.key)
    if value == setting.default:
        if row is not None:
            db.session.delete(row)
    elif row is None:
        db.session.add(ChosenSetting(key=setting.key, value=value, changed_by_id=by_id))
    else:
        row.value, row.changed_by_id = value, by_id
    db.session.flush()
    kernel.forget()
