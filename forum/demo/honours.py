"""Who is honoured in the demonstration: thanks, the member of the month, a goal for all."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from forum.demo import sources
from forum.demo.people import OWNER
from forum.demo.play import Script, Stage
from forum.recognition import actions, queries
from forum.recognition.actions import GoalPlan, NewThanks
from forum.recognition.models import Counted
from forum.tiers import actions as tiers
from forum.tiers import queries as tiers_now
from forum.tiers.actions import BenefitPlan
from forum.tiers.models import BenefitKind

# The member of the month said yes so long ago.
SHINES_SINCE = timedelta(days=4)
GOAL_SINCE = timedelta(days=20)


@dataclass(frozen=True)
class Honours:
    """Puts thanks, a spotlight and a goal into the script."""

    stage: Stage
    script: Script

    def add(self) -> None:
        """Let them happen."""
        for hours, who, whom, value, *words in sources.rows("honours.txt"):
            moment = self.stage.now - timedelta(hours=float(hours))
            new = NewThanks(value, " ".join(words))
            self.script.at(moment, partial(self._thank, who, whom, new))
        self.script.at(self.stage.now - GOAL_SINCE, self._set_goal)
        self.script.at(self.stage.now - GOAL_SINCE, self._promise)
        self.script.at(self.stage.now - SHINES_SINCE, self._choose)
        self.script.at(self.stage.now, actions.count_community)

    def _thank(self, who: str, whom: str, new: NewThanks) -> None:
        actions.thank(self.stage.members[who], self.stage.members[whom], new)

    def _set_goal(self) -> None:
        plan = GoalPlan(
            "Forty more questions answered together",
            Counted.ANSWERS,
            target=40,
            reward="The winter roast ships to members two days before everybody else.",
        )
        actions.set_goal(self.stage.members[OWNER], plan)

    def _promise(self) -> None:
        """Silver, Gold and VIP give something beside their names."""
        tiers.plant()
        owner = self.stage.members[OWNER]
        given = {
            "silver": BenefitPlan(BenefitKind.UPLOAD_MB, amount=25),
            "gold": BenefitPlan(
                BenefitKind.CHANNEL, channel_id=self.stage.channels["founders-table"].id
            ),
            "vip": BenefitPlan(
                BenefitKind.TASK, words="A bag of the yearly roast, with a card from the roastery"
            ),
        }
        for slug, plan in given.items():
            tier = tiers_now.tier_called(slug)
            if tier is not None:
                tiers.add_benefit(owner, tier, plan)

    def _choose(self) -> None:
        """The team takes the first of the list, who says yes."""
        one = actions.make_round(queries.last_period())
        if one is not None and one.candidates:
            sent = actions.offer(self.stage.host, one, one.candidates[0]["user_id"])
            actions.answer(sent.user, sent.id, says_yes=True)
