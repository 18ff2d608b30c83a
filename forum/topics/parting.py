"""What has to go from topics when a member leaves, in steps."""

from forum.accounts import farewell
from forum.accounts.models import Fate
from forum.kernel.manifest import Leaver, Parting
from forum.topics import actions
from forum.uploads import actions as uploads


def step(leaver: Leaver) -> bool:
    """Some texts of theirs, then some texts that name them, and pictures that nothing shows."""
    words = {"trace": farewell.trace(), "title": farewell.title()}
    if leaver.fate != Fate.NAMELESS and actions.take_texts(leaver, **words):
        return True
    if actions.forget_names(leaver):
        return True
    uploads.forget_unseen(leaver.user_id)
    return False


ALL = [Parting("texts", step)]
