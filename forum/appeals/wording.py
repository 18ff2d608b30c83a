"""The words for what becomes of appeals."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from forum.appeals.models import AppealOutcome

# What the team chooses from.
ANSWERS: Mapping[AppealOutcome, Any] = {
    AppealOutcome.UPHELD: _("Let the decision stand"),
    AppealOutcome.REDUCED: _("Make it milder"),
    AppealOutcome.OVERTURNED: _("Take it back, with all it did"),
}
# What the member reads.
TOLD: Mapping[AppealOutcome, Any] = {
    AppealOutcome.UPHELD: _("The decision stands"),
    AppealOutcome.REDUCED: _("It is milder now"),
    AppealOutcome.OVERTURNED: _("The decision is taken back, and everything is as before"),
}
ICONS: Mapping[AppealOutcome, str] = {
    AppealOutcome.UPHELD: "check",
    AppealOutcome.REDUCED: "feather",
    AppealOutcome.OVERTURNED: "undo-2",
}
