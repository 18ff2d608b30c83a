import random
from io import BytesIO

import pytest
from PIL import Image

from forum.uploads import decoder
from tests.uploads import pictures

PIXELS_ONLY = {"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"}


@pytest.fixture(autouse=True)
def bounds(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", decoder.MOST_PIXELS)


def opened(webp: bytes) -> Image.Image:
    picture = Image.open(BytesIO(webp), formats=["WEBP"])
    picture.load()
    return picture


def colour_at(webp: bytes, x: float, y: float) -> str:
    picture = opened(webp).convert("RGB")
    red, _, blue = picture.getpixel((int(picture.width * x), int(picture.height * y)))
    return "red" if red > blue else "blue"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_every_kind_we_take_becomes_our_own_webp(kind):
    facts, remade = decoder.remake(pictures.drawn(kind))

    assert facts == {"width": 40, "height": 30, "frames": 1}
    assert (colour_at(remade, 0.1, 0.5), colour_at(remade, 0.9, 0.5)) == ("red", "blue")


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_every_way_a_png_may_hold_its_colours_is_read(mode):
    facts, remade = decoder.remake(pictures.drawn("PNG", mode=mode))

    assert facts["width"] == opened(remade).width == 40


def test_a_printer_s_jpeg_becomes_one_for_the_screen():
    facts, remade = decoder.remake(pictures.drawn("JPEG", mode="CMYK"))

    assert facts["frames"] == 1
    assert colour_at(remade, 0.1, 0.5) == "red"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_the_file_is_kept_but_its_pixels(kind):
    given = pictures.with_place(kind)
    assert b"Secret Maker" in given

    _, remade = decoder.remake(given)

    assert b"Secret" not in remade
    assert set(pictures.parts_of(remade)) <= PIXELS_ONLY
    assert not opened(remade).getexif()


@pytest.mark.parametrize(
    ("orientation", "size", "top_left"),
    [(1, (40, 20), "red"), (3, (40, 20), "blue"), (6, (20, 40), "red"), (8, (20, 40), "blue")],
)
def test_a_picture_stands_upright_as_its_camera_meant_it(orientation, size, top_left):
    facts, remade = decoder.remake(pictures.with_place(orientation=orientation))

    assert (facts["width"], facts["height"]) == size
    assert colour_at(remade, 0.1, 0.1) == top_left


def test_a_large_picture_is_made_to_fit_the_screen():
    facts, _ = decoder.remake(pictures.drawn("JPEG", (4000, 1000)))

    assert (facts["width"], facts["height"]) == (1600, 400)


def test_what_is_clear_stays_clear():
    given = BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(given, "PNG")

    _, remade = decoder.remake(given.getvalue())

    assert opened(remade).convert("RGBA").getpixel((10, 10))[3] == 0


def test_colours_of_a_wider_screen_are_brought_into_ours():
    profile = decoder.ImageCms.ImageCmsProfile(decoder.ImageCms.createProfile("sRGB")).tobytes()

    _, remade = decoder.remake(pictures.drawn("JPEG", icc_profile=profile))

    assert "ICCP" not in pictures.parts_of(remade)
    assert colour_at(remade, 0.1, 0.5) == "red"


def test_a_profile_of_nonsense_spoils_nothing():
    facts, remade = decoder.remake(pictures.drawn("JPEG", icc_profile=b"nonsense" * 40))

    assert facts["width"] == 40
    assert set(pictures.parts_of(remade)) <= PIXELS_ONLY


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_short_moving_picture_goes_on_moving(kind):
    facts, remade = decoder.remake(pictures.moving(6, kind=kind))

    assert facts["frames"] == opened(remade).n_frames == 6
    assert set(pictures.parts_of(remade)) <= PIXELS_ONLY


def test_a_moving_picture_with_too_many_frames_stands_still():
    facts, remade = decoder.remake(pictures.moving(decoder.MOST_FRAMES + 1, size=(80, 4)))

    assert facts["frames"] == opened(remade).n_frames == 1


def test_a_moving_picture_with_too_many_pixels_stands_still(monkeypatch):
    monkeypatch.setattr(decoder, "MOST_MOVING_PIXELS", 1000)

    facts, _ = decoder.remake(pictures.moving(6))

    assert facts["frames"] == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not_a_picture"),
        (b"\xff\xfe<\0s\0v\0g\0", "not_a_picture"),
        (b"<html><script>alert(1)</script>", "not_a_picture"),
        (b"%PDF-1.7", "not_a_picture"),
        (b"MZ\x90\0", "not_a_picture"),
        (b"PK\x03\x04", "not_a_picture"),
        (b"\x1f\x8b\x08", "not_a_picture"),
        (b"II*\0", "not_a_picture"),
        (b"RIFF\x04\0\0\0WAVE", "not_a_picture"),
        (b"GIF89a<script>alert(1)</script>", "damaged"),
        (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "damaged"),
        (b"\xff\xd8\xff<?php system($_GET[0]); ?>", "damaged"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "damaged"),
        (pictures.drawn("PNG", (300, 300))[:120], "damaged"),
        (pictures.png_that_claims(50_000, 50_000), "too_many_pixels"),
        (pictures.png_that_claims(8_000, 8_000), "too_many_pixels"),
        (pictures.png_that_claims(6_400, 6_251), "too_many_pixels"),
        (pictures.png_that_claims(0, 10), "damaged"),
    ],
)
def test_what_is_no_good_picture_is_refused_with_its_reason(data, reason):
    with pytest.raises(decoder.Unusable) as refused:
        decoder.remake(data)

    assert str(refused.value) == reason


def test_words_behind_a_picture_and_inside_it_are_left_behind():
    png = pictures.drawn("PNG")
    script = b"<script>alert(1)</script>"
    with_text = png[:33] + pictures.chunk(b"tEXt", b"Comment\0" + script) + png[33:] + script

    _, remade = decoder.remake(with_text)

    assert b"script" not in remade


def test_damage_anywhere_in_a_file_never_does_more_than_spoil_the_picture():
    """CVE row 37: malformed pictures are refused or read, and nothing else happens."""
    chance = random.Random(37)
    whole = [pictures.drawn(kind, (64, 48)) for kind in ("PNG", "JPEG", "GIF", "WEBP")]
    reasons = set()
    for data in whole * 15:
        broken = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            facts, _ = decoder.remake(bytes(broken[: chance.randint(20, len(broken))]))
            reasons.add("read")
            assert facts["width"] * facts["height"] <= decoder.MOST_PIXELS
        except decoder.Unusable as error:
            reasons.add(str(error))

    assert reasons <= {"read", "damaged", "not_a_picture", "too_many_pixels"}
    assert "damaged" in reasons
