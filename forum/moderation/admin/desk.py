"""The queue as a page: what waits beside one case with all that is known of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import render_template, request, url_for
from werkzeug.datastructures import MultiDict

from forum.accounts.policy import can_see_address
from forum.accounts.session import member, viewer
from forum.kernel import slots
from forum.kernel.paging import decode
from forum.kernel.policy import NotFound
from forum.moderation import offering, policy, queries
from forum.moderation.admin import telling
from forum.moderation.admin.blueprint import bp
from forum.moderation.forms import EscalateForm, GiveForm, NoteForm, SendForm
from forum.moderation.queries import Entry, Tab

HOUR = timedelta(hours=1)
# Of how many cases an open page is told at once.
MOST_HEARD = 50


@bp.get("")
def queue() -> str:
    """What waits, the soonest due first; beside it the case that was chosen, or the first."""
    return desk(request.args)


@bp.get("/decided")
def decided() -> str:
    """What has been decided, the latest first."""
    words = request.args.get("q", "")
    page = queries.decided(decode(request.args.get("after")), by=viewer(), words=words)
    for entry in page.items:
        entry.note_look(member())
    return render_template(
        "moderation/decided.html",
        page=page,
        words=words,
        waiting=queries.waiting_count(by=viewer()),
        sees_addresses=can_see_address(viewer()),
    )


def desk(args: MultiDict[str, str], case_id: int | None = None, **forms: Any) -> str:
    """The page of the queue with one case open; forms that came back are shown at it."""
    tab = Tab(args["tab"]) if args.get("tab") in set(Tab) else Tab.OPEN
    asked = args.get("q", "")
    page = queries.queue(tab, queries.place_in(args.get("after")), by=viewer(), words=asked)
    chosen = case_id or args.get("case", type=int)
    entry = _opened(_chosen(page.items, chosen))
    where: dict[str, Any] = {"tab": tab.value, "after": args.get("after"), "q": asked or None}
    return render_template(
        "moderation/queue.html",
        **_to_fill_in(entry, forms),
        asked=asked,
        tab=tab,
        tabs=[(one, telling.TABS[one], count) for one, count in queries.counts(viewer()).items()],
        soon=queries.due_within(HOUR, viewer()),
        page=page,
        entry=entry,
        is_chosen=chosen is not None,
        where=where,
        back=url_for(".queue", **where),
        record=slots.fill("case.member", viewer(), [entry.case.about])[entry.case.about.id]
        if entry
        else [],
        whys=slots.fill("case.why", viewer(), [entry.case])[entry.case.id] if entry else [],
        kind_of=slots.fill("case.kind", viewer(), [entry.case])[entry.case.id] if entry else [],
        history=[telling.act(line) for line in queries.history_of(entry.case)] if entry else [],
        telling=telling,
        **_of_viewer(tab),
    )


def _of_viewer(tab: Tab) -> dict[str, Any]:
    """What whoever looks may do and see; among their own cases, whether they are there."""
    return {
        "may_work": policy.can_work(viewer()),
        "heard": [
            (case, telling.lately(case, last))
            for case, last in queries.lately(_heard(), by=viewer())
        ],
        "presence": queries.presence_of(viewer().id) if tab is Tab.MINE else None,
        "sees_addresses": can_see_address(viewer()),
    }


def _heard() -> Sequence[int]:
    """Of which cases an open page has just heard, and asks what was done with them."""
    asked = request.args.getlist("heard", type=int)
    return [one for one in asked if 0 < one < queries.HIGHEST_ID][:MOST_HEARD]


def _to_fill_in(entry: Entry | None, forms: dict[str, Any]) -> dict[str, Any]:
    """The forms of the case that is open, and what helps with the words to the member."""
    sending, giving = SendForm(formdata=None), GiveForm(formdata=None)
    if entry is not None:
        sending.offer(queries.all_teams(), entry.case.team)
        giving.offer(
            queries.hands_of(entry.case.team, but=entry.case.about_id), entry.case.assigned_to_id
        )
    empty = {
        "giving": giving,
        "note": NoteForm(formdata=None),
        "words": EscalateForm(formdata=None),
    }
    shown: dict[str, Any] = {**empty, "sending": sending} | forms
    decision = offering.decision(entry) if entry else None
    words = decision["form"].words if decision else shown["note"].note
    helpers = offering.helping(entry.case, words) if entry else ()
    return {**shown, "decision": decision, "helpers": helpers}


def _chosen(shown: Sequence[Entry], case_id: int | None) -> Entry | None:
    """The case of this number, else the first of the list. Raises NotFound for a number of none."""
    if case_id is None:
        return shown[0] if shown else None
    if not 0 < case_id < queries.HIGHEST_ID:
        raise NotFound
    listed = next((entry for entry in shown if entry.case.id == case_id), None)
    if listed is not None:
        return listed
    return queries.entries_of([queries.case_by_id(case_id, by=viewer())])[0]


def _opened(entry: Entry | None) -> Entry | None:
    """The same, after it was noted who is shown what is private."""
    if entry is not None:
        entry.note_look(member())
    return entry
