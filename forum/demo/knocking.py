"""Who waits at the door, and which private messages were shown to the team."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from forum.accounts import actions as accounts
from forum.accounts.actions import NewMember
from forum.accounts.models import Guest
from forum.accounts.settings import ENTRY, GUIDELINES_VERSION, Entry
from forum.demo import sources
from forum.demo.people import OWNER
from forum.demo.play import Script, Stage
from forum.messages import actions as messages
from forum.messages import queries
from forum.messages.actions import NewConversation
from forum.messages.models import Complaint
from forum.site import actions as site


@dataclass(frozen=True)
class Knocking:
    """Puts all of that into the script."""

    stage: Stage
    script: Script

    def add(self) -> None:
        """Let it happen."""
        for hours, what, *rest in sources.rows("knocks.txt"):
            step = self._wait if what == "waits" else self._show
            self.script.at(self.stage.now - timedelta(hours=float(hours)), partial(step, *rest))

    def _wait(self, username: str, name: str) -> None:
        """For a moment the team decided on everybody; then the door was as before."""
        owner, before = self.stage.members[OWNER], ENTRY.get()
        site.choose_all(owner, {ENTRY.key: Entry.APPROVE.value})
        email = f"{username}@kettleandcrane.example"
        new = NewMember(
            username=username,
            email=email,
            password_hash=self.stage.host.password_hash,
            display_name=name,
            guidelines=GUIDELINES_VERSION.get(),
        )
        accounts.sign_up(Guest(), new)
        site.choose_all(owner, {ENTRY.key: before})

    def _show(self, who: str, whom: str, words: str, complaint: str, note: str) -> None:
        begun = messages.begin(self.stage.members[who], NewConversation(whom, words))
        reader = self.stage.members[whom]
        message, place = queries.visible_message(reader, begun.id)
        messages.report(reader, message, place, complaint=Complaint(complaint), note=note)
