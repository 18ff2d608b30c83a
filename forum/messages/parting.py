"""What has to go from private conversations when a member leaves, in steps."""

from forum.accounts.models import Fate
from forum.kernel.manifest import Leaver, Parting
from forum.messages import actions
from forum.uploads import actions as uploads


def step(leaver: Leaver) -> bool:
    """Some messages of theirs, then some that name them, and pictures that nothing shows."""
    if leaver.fate != Fate.NAMELESS and actions.take_texts(leaver):
        return True
    if actions.forget_names(leaver):
        return True
    uploads.forget_unseen(leaver.user_id)
    return False


ALL = [Parting("messages", step)]
