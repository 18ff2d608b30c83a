"""Staff pages of answering: what waits, protocols, channels, the ladder and its calls."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.accounts.session import member
from forum.answering import actions, policy, queries, showing, wording
from forum.answering.actions import Level
from forum.answering.forms import KindForm, LadderForm, ProtocolForm
from forum.answering.models import LEVELS, AnswerState, Kind
from forum.answering.queries import Wanted
from forum.channels import queries as channels
from forum.kernel import clock
from forum.kernel.policy import Invalid, NotFound, require
from forum.moderation import queries as moderation
from forum.moderation.models import FIRST_TEAM
from forum.web.admin import staff_blueprint
from forum.web.numbers import row_number

bp = staff_blueprint("answering", __name__)
UNSORTED, LONG = "unsorted", "long"
TAKEN, UNTAKEN = 200, 422


@bp.get("")
def index() -> str:
    """What waits for an answer, by when it is due; and how well promises were kept."""
    wanted, now = _wanted(), clock.now()
    page = queries.waiting(wanted, request.args.get("after"))
    begins, ends = queries.last_month(now, moderation.hours_of(FIRST_TEAM).time_zone)
    return render_template(
        "answering/admin/index.html",
        page=page,
        clocks=showing.clocks(page.items, now),
        counts=queries.counts(now),
        old_days=queries.RECENT.days,
        ghosts=queries.ghosts(),
        target=queries.TARGET,
        months=queries.kept_between(begins, ends),
        month=begins,
        wanted=wanted,
        channels=channels.all_channels(),
        said=wording,
        kinds=list(Kind),
        states=[one for one in AnswerState if one != AnswerState.SOLVED],
    )


@bp.get("/protocols")
def protocols() -> str:
    """What is promised for each kind, and of what kind the topics of channels are."""
    said = queries.said_of_channels()
    rooms = [
        (channel, queries.kind_by_channel(channel, said.get(channel.id)), KindForm(formdata=None))
        for channel in channels.all_channels()
        if not channel.is_live
    ]
    for _channel, kind, form in rooms:
        form.offer()
        form.kind.data = str(kind) if kind else "none"
    return render_template(
        "answering/admin/protocols.html",
        protocols=queries.all_protocols(),
        rooms=rooms,
        said=wording,
        span=showing.span,
    )


@bp.route("/protocols/<message>", methods=["GET", "POST"])
def protocol(message: str) -> Response | tuple[str, int]:
    """One protocol: how soon, whose reply, which steps, who is asked."""
    require(policy.can_arrange(member()))
    found = queries.protocol_of(_kind(message))
    form = ProtocolForm() if request.method == "POST" else ProtocolForm.of(found)
    form.offer(moderation.all_teams())
    if form.validate_on_submit():
        try:
            actions.change_protocol(member(), _kind(message), form.plan)
        except Invalid as invalid:
            form.blame(invalid)
        else:
            flash(_("Saved. What was promised before stays."), "good")
            return redirect(url_for(".protocols"))
    shown = {"protocol": found, "form": form, "said": wording}
    page = render_template("answering/admin/protocol.html", **shown)
    return page, UNTAKEN if form.is_submitted() else TAKEN


@bp.post("/protocols/<message>/reset")
def reset(message: str) -> Response:
    """Back to the protocol that ships."""
    actions.reset_protocol(member(), _kind(message))
    flash(_("This kind is answered as it ships again."), "good")
    return redirect(url_for(".protocols"))


@bp.post("/channels/<int:channel_id>")
def channel(channel_id: int) -> Response:
    """Say of what kind topics of a channel are."""
    require(policy.can_arrange(member()))
    found, form = channels.channels_by_ids([channel_id]).get(channel_id), KindForm()
    form.offer()
    if found is None:
        raise NotFound
    if form.validate_on_submit():
        actions.choose_for_channel(member(), found, form.chosen)
        flash(_("Saved. It counts from the next topic on."), "good")
    return redirect(url_for(".protocols"))


@bp.route("/ladder", methods=["GET", "POST"])
def ladder() -> Response | tuple[str, int]:
    """Who is asked when something is late; and every call there was."""
    form = LadderForm() if request.method == "POST" else LadderForm.of(queries.rungs())
    if request.method == "POST":
        require(policy.can_arrange(member()))
        try:
            if form.validate_on_submit():
                actions.arrange_ladder(member(), _levels(form))
                flash(_("Saved. Try it, so that nobody is surprised."), "good")
                return redirect(url_for(".ladder"))
        except Invalid as invalid:
            form.blame(invalid)
    return _ladder(form), UNTAKEN if form.is_submitted() else TAKEN


def _ladder(form: LadderForm) -> str:
    page = queries.calls(request.args.get("after"))
    return render_template(
        "answering/admin/ladder.html",
        form=form,
        rungs=queries.rungs(),
        page=page,
        asks=queries.asks_of([call.id for call in page.items]),
        may=policy.can_arrange(member()),
        levels=LEVELS,
        said=wording,
    )


@bp.post("/ladder/try")
def try_ladder() -> Response:
    """Climb the ladder for nothing."""
    level = request.form.get("level", 1, int)
    actions.try_ladder(member(), level if level in LEVELS else 1)
    flash(
        _("The test runs. Whoever is asked gets a letter and a notice, marked as a test."), "good"
    )
    return redirect(url_for(".ladder"))


@bp.post("/calls/<int:call_id>/take")
def take(call_id: int) -> Response:
    """Say that one is on it."""
    actions.acknowledge_call(member(), call_id)
    flash(_("You are on it. Nobody else is asked."), "good")
    return redirect(url_for(".ladder"))


def _levels(form: LadderForm) -> list[Level]:
    found = []
    for level in LEVELS:
        people = [accounts.member_called(name) for name in form.names(level)]
        if None in people:
            raise Invalid(f"people_{level}", "unknown_member")
        users: list[User] = [user for user in people if user is not None]
        found.append(Level(level, users, form[f"minutes_{level}"].data))
    return found


def _wanted() -> Wanted:
    """What the address asks for; nonsense asks for nothing in particular."""
    kind, state = request.args.get("kind", ""), request.args.get("state", "")
    return Wanted(
        kind=Kind(kind) if kind in set(Kind) else None,
        state=AnswerState(state) if state in set(AnswerState) else None,
        channel_id=request.args.get("channel", type=row_number),
        is_unsorted=kind == UNSORTED,
        is_long=kind == LONG,
    )


def _kind(word: str) -> Kind:
    if word not in set(Kind):
        raise NotFound
    return Kind(word)
