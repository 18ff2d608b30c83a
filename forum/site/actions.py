"""Every change to what the brand chose."""

from collections.abc import Mapping
from typing import Any

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import settings as kernel
from forum.kernel.db import db
from forum.kernel.policy import NotFound, require
from forum.kernel.settings import Setting
from forum.kernel.unit import action
from forum.site import policy, values
from forum.site.models import ChosenSetting


@action
def choose(admin: User, key: str, value: Any) -> None:
    """Give a setting a value; one that equals the default is forgotten.

    Raises NotFound for a setting that no slice declares, Invalid("value", …) for a bad value.
    """
    require(policy.can_choose(admin))
    setting = declared(key)
    before = setting.get()
    value = values.checked(setting, value)
    if value == before:
        return
    _write(setting, value, by_id=admin.id)
    # Settings have no number; the key stands in what changed.
    audit.record(admin, "site.choose", "setting", 0, before={key: before}, after={key: value})


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
    choose(admin, key, declared(key).default)


def declared(key: str) -> Setting[Any]:
    """The setting of this key. Raises NotFound."""
    found = kernel.declared().by_key.get(key)
    if found is None:
        raise NotFound
    return found


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
