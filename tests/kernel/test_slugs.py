import pytest

from forum.kernel.slugs import MAX_LENGTH, slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Grinder stalls on light roasts", "grinder-stalls-on-light-roasts"),
        ("Crème brûlée, à la carte", "creme-brulee-a-la-carte"),
        ("濃いコーヒー", "濃いコーヒー"),
        ("Кофе и чай", "кофе-и-чай"),
        ("  --  ", "topic"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("../../etc/passwd", "etc-passwd"),
        ("\u202eevil", "evil"),
    ],
)
def test_a_title_becomes_the_readable_part_of_an_address(title, slug):
    assert slugify(title) == slug


def test_a_slug_is_never_longer_than_its_column():
    assert len(slugify("word " * 100)) <= MAX_LENGTH
