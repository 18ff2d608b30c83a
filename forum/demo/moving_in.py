"""Before the year begins: the brand, its people with their pictures, its channels."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from forum.accounts import actions as accounts
from forum.accounts.actions import NewMember
from forum.accounts.models import ListStyle, Standing, Theme, User
from forum.channels import actions as channels
from forum.demo import house, rooms
from forum.demo.people import OWNER, Person
from forum.demo.pictures import portraits
from forum.demo.play import Script, Stage, Tell
from forum.demo.rooms import Room
from forum.kernel import clock
from forum.kernel.slugs import slugify
from forum.kernel.unit import transaction
from forum.members import actions as members
from forum.members.actions import Preferences, Profile
from forum.site import actions as site
from forum.uploads import actions as uploads
from forum.uploads import queries as pictures

BRAND = {
    "site.name": "Kettle & Crane",
    "site.tagline": "For people who make their coffee by hand, and for those who make what they "
    "make it with.",
    "site.colour": "#b8472a",
    "site.corners": "round",
    "site.voice": "sans",
}
# The house stands for a while before the first conversation.
OPENED = timedelta(days=372)
SECOND = timedelta(seconds=1)


def move_in(
    stage: Stage, people: Sequence[Person], *, password_hash: str, portraits_for: int, tell: Tell
) -> None:
    """Make the members and name the brand; so many of them wear a picture."""
    for number, person in enumerate(people, start=1):
        with clock.at(stage.now - person.joined), transaction():
            user = _join(person, password_hash, number=number)
            # Nobody is held up while the year is played; at its end it is counted what they did.
            accounts.set_standing(user.id, Standing.REGULAR)
            stage.members[person.username] = user
            _introduce(user, person)
            if person.username == OWNER:
                site.choose_all(user, BRAND)
                house.write_down(user)
            house.agree(user)
        if person.has_picture and portraits_for > 0:
            portraits_for -= 1
            with clock.at(stage.now - person.joined + timedelta(minutes=9)):
                _wear(user, person)
        tell("the people", number, len(people))


def open_rooms(stage: Stage, script: Script) -> None:
    """Open all channels; what changes about them later goes into the script."""
    owner = stage.members[OWNER]
    with clock.at(stage.now - OPENED + SECOND), transaction():
        for heading in rooms.headings():
            section = channels.create_section(owner, heading.name)
            for room in heading.rooms:
                channel = channels.create(owner, replace(room.plan, section_id=section.id))
                stage.channels[channel.slug] = channel
                _review_later(stage, script, room)


def _join(person: Person, password_hash: str, *, number: int) -> User:
    local = slugify(person.username) if person.username.isascii() else f"member{number}"
    new = NewMember(
        username=person.username,
        email=f"{local}@kettleandcrane.example",
        password_hash=password_hash,
        display_name=person.shown_name,
    )
    if person.username == OWNER:
        return accounts.create_owner(new)
    return accounts.add_member(new, role=person.role)


def _introduce(user: User, person: Person) -> None:
    """What they say of themselves, and the clock they live by."""
    members.save_profile(
        user, Profile(person.shown_name, place=person.place, bio=person.bio, links=person.links)
    )
    if person.zone:
        members.choose(user, Preferences(Theme.SYSTEM, ListStyle.PAGES, time_zone=person.zone))


def _wear(user: User, person: Person) -> None:
    members.set_picture(user, portraits.portrait(person.username))
    if user.avatar:
        for upload in pictures.latest_of(user)[:1]:
            uploads.make_sizes(upload.id)


def _review_later(stage: Stage, script: Script, room: Room) -> None:
    if room.reviewed_for is None:
        return
    slug = slugify(room.plan.name)
    since = stage.now - room.reviewed_for
    stage.reviewed[slug] = since
    script.at(since, partial(_review, stage, slug, room))


def _review(stage: Stage, slug: str, room: Room) -> None:
    channel = stage.channels[slug]
    plan = replace(room.plan, section_id=channel.section_id, is_reviewed=True)
    channels.change(stage.members[OWNER], channel, plan)
