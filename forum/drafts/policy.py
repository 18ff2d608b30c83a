"""What may be kept as a draft."""

import re

from forum.accounts.models import Viewer
from forum.kernel.policy import ALLOW, Verdict, deny

MOST_BODY = 400_000
MOST_TITLE = 1_000
# Bytes of all that a form holds beside title and text, as JSON.
MOST_EXTRA = 8_000
MOST_DRAFTS = 200
KEPT_DAYS = 180
# `new`, `reply:42` or `edit:7`.
KEY = re.compile(r"[a-z][a-z_]{0,39}(?::[0-9]{1,15})?")


def can_keep(viewer: Viewer) -> Verdict:
    """Whether the viewer may keep drafts: every member may, a silenced one too."""
    return ALLOW if viewer.is_member else deny("sign_in_needed")
