"""The painted pictures."""

from io import BytesIO

from PIL import Image

from forum.demo import people
from forum.demo.pictures import places, things
from forum.demo.pictures.portraits import portrait
from forum.demo.pictures.still_life import still_life


def opened(data):
    return Image.open(BytesIO(data))


def test_every_thing_can_stand_in_every_place():
    for place, time in zip(
        places.ALL, ("dawn", "morning", "day", "dusk", "night") * 3, strict=False
    ):
        picture = opened(still_life(f"{place} {time} {' '.join(things.ALL)}"))
        assert picture.size == (1000, 750)


def test_a_picture_is_the_same_each_time_and_unlike_others():
    one = still_life("table day kettle cup")

    assert still_life("table day kettle cup") == one
    assert still_life("table day kettle mug") != one


def test_things_are_to_be_seen():
    empty, full = opened(still_life("table day")), opened(still_life("table day kettle"))

    assert empty.tobytes() != full.tobytes()


def test_every_member_wears_another_picture():
    names = [person.username for person in people.everybody() if person.has_picture]

    assert len({portrait(name) for name in names}) == len(names)
    assert portrait("adaeze") == portrait("adaeze")
    assert opened(portrait("adaeze")).size == (192, 192)
