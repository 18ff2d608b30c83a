"""What notices do when they hear of feedback: ask for it, and tell what became of it."""

from collections import defaultdict
from collections.abc import Sequence

from forum.feedback.signals import FeedbackAsked, FeedbackHeard
from forum.kernel.bus import Listeners, Many, each
from forum.launches import queries as launches
from forum.notices import actions
from forum.notices.kinds import NoticeKind


def hear_asking(signals: Sequence[FeedbackAsked]) -> None:
    """Ask for feedback, or remind of it: all whose time ends together at once."""
    alike = defaultdict(list)
    for signal in signals:
        alike[signal.launch_id, signal.time, signal.until].append(signal.user_id)
    for (launch_id, time, moment), user_ids in alike.items():
        launch, until = launches.launch_by_id(launch_id), moment.isoformat()
        what = "feedback" if time == 1 else "feedback_again"
        facts = {"what": what, "title": launch.title, "launch": launch.slug, "until": until}
        key = f"feedback:{launch_id}:{time}"
        actions.tell_news(NoticeKind.LAUNCH, dict.fromkeys(user_ids, facts), key=key)


def hear_answer(signal: FeedbackHeard) -> None:
    """Tell who gave feedback what became of it."""
    launch = launches.launch_by_id(signal.launch_id)
    facts = {"what": "heard", "title": launch.title, "launch": launch.slug}
    told = dict.fromkeys(signal.user_ids, facts)
    actions.tell_news(NoticeKind.LAUNCH, told, key=f"heard:{launch.id}")


ALL: Listeners = [(FeedbackAsked, Many(hear_asking)), (FeedbackHeard, each(hear_answer))]
