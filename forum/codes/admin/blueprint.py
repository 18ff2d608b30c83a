"""The staff pages of codes are for those who run the site."""

from collections.abc import Callable
from typing import TypeVar

from forum.codes.forms import CodesForm
from forum.kernel.policy import Invalid
from forum.web.admin import require_admin, staff_blueprint

T = TypeVar("T")
bp = staff_blueprint("codes", __name__)
bp.before_request(require_admin)


def done(form: CodesForm, act: Callable[[], T]) -> T | None:
    """What the action gave; nothing when it found something wrong, which is said at the field."""
    try:
        return act()
    except Invalid as invalid:
        form.blame(invalid)
        return None
