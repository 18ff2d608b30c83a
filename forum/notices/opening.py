"""What notices do when they hear of launches and draws: tell who wanted to know, whose turn it is,
and what the draw meant for everybody else."""

from collections import defaultdict
from collections.abc import Sequence

from forum.draws.signals import DrawDone, EntryStruck
from forum.kernel.bus import Listeners, Many, each
from forum.launches import queries as launches
from forum.launches.signals import LaunchCodeCame, LaunchOffered, LaunchOpened
from forum.notices import actions
from forum.notices.kinds import NoticeKind


def hear_opening(signal: LaunchOpened) -> None:
    """Tell everybody who asked for it that it is open for them."""
    launch = launches.launch_by_id(signal.launch_id)
    facts = {"what": "opened", "title": launch.title, "launch": launch.slug}
    told = dict.fromkeys(signal.user_ids, facts)
    actions.tell_news(NoticeKind.LAUNCH, told, key=f"launch:{launch.id}:{signal.window_id}")


def hear_offers(signals: Sequence[LaunchOffered]) -> None:
    """Tell whose turn it is, and until when: all whose time ends together at once."""
    alike = defaultdict(list)
    for signal in signals:
        alike[signal.launch_id, signal.until].append(signal.user_id)
    for (launch_id, moment), user_ids in alike.items():
        launch, until = launches.launch_by_id(launch_id), moment.isoformat()
        facts = {"what": "offered", "title": launch.title, "launch": launch.slug, "until": until}
        key = f"offer-of-launch:{launch_id}:{until}"
        actions.tell_news(NoticeKind.LAUNCH, dict.fromkeys(user_ids, facts), key=key)


def hear_draw(signal: DrawDone) -> None:
    """Tell those who did not win their place in the reserve; whoever won hears of the offer."""
    launch = launches.launch_by_id(signal.launch_id)
    facts = {"what": "drawn", "title": launch.title, "launch": launch.slug}
    told = {
        user_id: facts | {"place": place}
        for place, user_id in enumerate(signal.reserve_ids, start=1)
    }
    actions.tell_news(NoticeKind.LAUNCH, told, key=f"draw:{signal.draw_id}")


def hear_striking(signal: EntryStruck) -> None:
    """Tell whose entry was struck out, and why."""
    launch = launches.launch_by_id(signal.launch_id)
    facts = {"what": "struck", "title": launch.title, "launch": launch.slug}
    told = {signal.user_id: facts | {"reason": signal.reason}}
    actions.tell_news(NoticeKind.LAUNCH, told, key=f"struck-out:{signal.entry_id}")


def hear_code(signal: LaunchCodeCame) -> None:
    """Tell who waited that their code is there; the code itself stands in no letter."""
    launch = launches.launch_by_id(signal.launch_id)
    facts = {"what": "code", "title": launch.title, "launch": launch.slug}
    key = f"code-of-launch:{signal.entry_id}:{launches.code_of(signal.entry_id)}"
    actions.tell_news(NoticeKind.LAUNCH, {signal.user_id: facts}, key=key)


ALL: Listeners = [
    (LaunchOpened, hear_opening),
    (LaunchOffered, Many(hear_offers)),
    (DrawDone, hear_draw),
    (EntryStruck, each(hear_striking)),
    (LaunchCodeCame, each(hear_code)),
]
