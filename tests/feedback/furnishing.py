"""Rounds of feedback and promises in every state that a page can show, with words that tests know
as theirs."""

from datetime import timedelta

from forum.accounts.models import User
from forum.feedback import actions, queries
from forum.feedback.actions import Asking, Promise, Response, Sheet
from forum.feedback.models import FeedbackRound, QuestionKind, Starts
from forum.feedback.queries import Given
from forum.kernel import clock
from forum.launches import actions as launches
from forum.launches import queries as launched
from forum.launches.actions import Opening, Supply, Words
from forum.launches.models import EntryState, Launch, LaunchEntry
from tests.support import make

DAY = timedelta(days=1)
ASKINGS = [Asking(kind, f"zz{kind}", ("zzone", "zztwo")) for kind in QuestionKind]


def every_feedback(owner: User, member: User, launch_id: int) -> tuple[int, int]:
    """A draft of this launch, a round in which the member may answer, one that is over, and one
    that is answered; a question of the draft, and a promise that is late."""
    now = clock.now()
    draft = actions.begin(owner, launched.launch_by_id(launch_id))
    question = actions.add_question(owner, draft, ASKINGS[0])
    _asking(owner, member, now - 3 * DAY)
    over = _asking(owner, member, now - 60 * DAY)
    said = _asking(owner, member, now - 50 * DAY)
    actions.respond(owner, said, Response("zzheard", "zzchanges", "zzstays"))
    with clock.at(now - 9 * DAY):
        today = clock.now().date()
        late = actions.promise(owner, Promise("zzlate", today + 2 * DAY, over.launch_id))
        put_off = actions.promise(owner, Promise("zzput", today + 2 * DAY))
        actions.change_promise(owner, put_off, Promise("zzput", today + 90 * DAY))
        kept = actions.promise(owner, Promise("zzkept", today + 2 * DAY, said.launch_id))
        actions.keep_promise(owner, kept, "zzdone")
        too_late = actions.promise(owner, Promise("zzlate", today + 2 * DAY))
    actions.keep_promise(owner, too_late, "zzdone")
    return question.id, late.id


def _asking(owner: User, member: User, begun) -> FeedbackRound:
    """A round that began then, in which six members have answered."""
    launch = _launch(owner, member, begun)
    with clock.at(begun):
        round_ = actions.begin(owner, launch)
        for asking in ASKINGS:
            actions.add_question(owner, round_, asking)
        actions.choose_start(owner, round_, Starts.CLAIMED)
        actions.publish(owner, round_)
        for number in range(6):
            one = make.member(username=f"zzsays{launch.id}x{number}", created_at=begun - 9 * DAY)
            launches.claim(one, launch, rules_version=1)
            actions.send(one, round_, _sheet(round_, number))
    return round_


def _launch(owner: User, member: User, begun) -> Launch:
    with clock.at(begun - DAY):
        launch = launches.create(owner, Words("zzasked"))
        launches.add_window(owner, launch, Opening(begun - DAY / 2, begun + 90 * DAY))
        launches.change_supply(owner, launch, Supply(stock_total=50))
        launches.submit(owner, launch)
        launches.approve(make.admin(username=f"zzyes{launch.id}"), launch)
    window = launched.windows_of([launch.id])[launch.id][0]
    entry = LaunchEntry(launch_id=launch.id, user_id=member.id, window_id=window.id)
    entry.public_id, entry.state = f"zz{launch.id:08}", EntryState.CLAIMED
    entry.claimed_at = begun
    make.save(entry)
    return launch


def _sheet(round_: FeedbackRound, number: int) -> Sheet:
    scale, recommend, single, multiple, text = queries.questions_of(round_)
    said = {
        scale.id: Given((1 + number % 5,)),
        recommend.id: Given((number + 4,)),
        single.id: Given((number % 2,)),
        multiple.id: Given((0, 1)),
        text.id: Given((), "zzwords"),
    }
    return Sheet(said, is_shared=number % 2 == 0)
