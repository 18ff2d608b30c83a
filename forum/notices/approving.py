"""What notices do when they hear of the approval of launches: tell the second person that it is
asked for, and whoever asked what became of it."""

from forum.kernel import clock
from forum.kernel.bus import Listeners
from forum.launches import queries as launches
from forum.launches.signals import LaunchApproved, LaunchGivenBack, LaunchSubmitted
from forum.notices import actions, queries
from forum.notices.kinds import NoticeKind


def hear_asking(signal: LaunchSubmitted) -> None:
    """Tell everybody who may approve it, but for those who made it."""
    makers = {signal.by_id, launches.launch_by_id(signal.launch_id).created_by_id}
    _tell(signal.launch_id, set(queries.admins()) - makers, "launch", by_id=signal.by_id)


def hear_approval(signal: LaunchApproved) -> None:
    """Tell those who made it that it runs."""
    launch = launches.launch_by_id(signal.launch_id)
    makers = {launch.created_by_id, launch.submitted_by_id or signal.by_id} - {signal.by_id}
    _tell(launch.id, makers, "launch_approved", by_id=signal.by_id)


def hear_return(signal: LaunchGivenBack) -> None:
    """Tell who asked that it is a draft again."""
    told = {signal.asked_by_id} - {signal.by_id}
    _tell(signal.launch_id, told, "launch_returned", by_id=signal.by_id)


def _tell(launch_id: int, user_ids: set[int], what: str, *, by_id: int) -> None:
    launch = launches.launch_by_id(launch_id)
    facts = {"about": what, "title": launch.title, "launch_id": launch.id}
    key = f"{what}:{launch.id}:{clock.now():%Y%m%d%H%M%S%f}"
    told = dict.fromkeys(sorted(user_ids), facts)
    actions.tell_news(NoticeKind.SECOND, told, key=key, doer_id=by_id)


ALL: Listeners = [
    (LaunchSubmitted, hear_asking),
    (LaunchApproved, hear_approval),
    (LaunchGivenBack, hear_return),
]
