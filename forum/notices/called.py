"""What notices do when they hear that somebody waits out of hours, or is called."""

from forum.answering.signals import LadderAsked, NobodyThere
from forum.kernel.bus import Listeners
from forum.notices import actions
from forum.notices.kinds import NoticeKind


def hear_away(signal: NobodyThere) -> None:
    """Tell who asked when somebody comes."""
    facts = {
        "topic": signal.topic_id,
        "back_at": signal.back_at.isoformat(),
        "member": signal.member_name,
    }
    key = f"away:{signal.topic_id}"
    actions.tell_news(NoticeKind.AWAY, {signal.user_id: facts}, key=key)


def hear_call(signal: LadderAsked) -> None:
    """Tell whose turn it is; a letter goes out as well, whatever they wish to be told."""
    facts = {"what": "test" if signal.is_test else "call"}
    facts |= {"title": signal.title, "word": signal.word}
    key = f"ladder:{signal.ask_id}"
    actions.tell_news(NoticeKind.LADDER, {signal.user_id: facts}, key=key)


ALL: Listeners = [(NobodyThere, hear_away), (LadderAsked, hear_call)]
