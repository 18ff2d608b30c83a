"""What is launched, and one launch as the viewer finds it at this second."""

from flask import render_template, request

from forum.accounts.session import viewer
from forum.channels import policy as doors
from forum.channels.queries import seat_in
from forum.kernel import clock, slots
from forum.kernel.paging import Page, decode
from forum.kernel.shown import Shown as OnScreen
from forum.kernel.shown import tell
from forum.launches import actions, queries, words
from forum.launches.forms import ClaimForm
from forum.launches.having import gallery_of, goods_of, had_by
from forum.launches.lobby_showing import lobby_for
from forum.launches.showing import Shown, all_shown, shown, situation
from forum.launches.views.blueprint import bp


@bp.get("/launches")
def index() -> str:
    """Every launch of which the viewer may know, the latest first."""
    after = decode(request.args.get("after"))
    now = clock.now()
    page = queries.visible_launches(viewer(), now, after)
    found = Page(all_shown(viewer(), page.items, now), page.next)
    return render_template("launches/index.html", page=found, after=after, said=words)


@bp.get("/launches/<launch>")
def show(launch: str) -> str:
    """One launch. Who may not know of it finds nothing here."""
    now = clock.now()
    found = queries.visible_launch(viewer(), launch, now)
    tell(viewer(), OnScreen("launch", found.id, up_to=0))
    actions.look_in(viewer(), found)
    return page_of(shown(viewer(), found, now), ClaimForm())


def page_of(one: Shown, form: ClaimForm) -> str:
    """The page of a launch, with what was typed in its form."""
    form.fit(one.launch)
    room = one.launch.channel
    goods = goods_of(viewer(), one.launch) if one.is_full else None
    may_talk = room is not None and bool(doors.can_read(viewer(), room, seat_in(viewer(), room)))
    return render_template(
        "launches/show.html",
        one=one,
        launch=one.launch,
        mine=situation(viewer(), one),
        lobby=lobby_for(viewer(), one),
        room=room if may_talk else None,
        goods=goods,
        gallery=gallery_of(one.launch, goods, is_full=one.is_full),
        had=had_by(one.launch, one.sight.entry),
        events=queries.public_events_of(one.launch) if one.is_full else (),
        form=form,
        cards=slots.fill("launch.page", viewer(), [one.launch])[one.launch.id]
        if one.is_full
        else (),
        said=words,
    )
