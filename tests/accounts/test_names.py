import pytest

from forum.accounts import names, reserved
from forum.accounts.actions import NewMember, add_member
from forum.kernel.policy import Invalid

GOOD = [
    "Ada",
    "x1",
    "Jean-Luc",
    "ann_lee",
    "o.brien",
    "Müller",
    "Nguyễn",
    "Łukasz",
    "Ångström",
    "İstanbul",
    "ọ́lá",
    "русский",
    "Ελληνικά",
    "العربية",
    "עברית",
    "हिन्दी",
    "ไทยที่",
    "日本語",
    "田中さくら",
    "ガンダム",
    "카페",
    "བསྒྲུབས",
    "1e10",
    "SELECT",
    "constructor",
    "ab" * 15,
]
REFUSED = {
    "name_length": ["", "a", "ab" * 15 + "c", "ä" * 31],
    "name_unseen": [
        "ada ",
        " ada",
        "ada lovelace",
        "ada\xa0",
        "a\u200bda",
        "a\u200dda",
        "a\xadda",
        "\ufeffada",
        "\u202eada",
        "ada\u2069",
        "ada\ufe0f",
        "ada\u3164",
        "\u115f\u1160\u115f",
        "ada\u034f",
        "ada\U000e0041",
        "ada\x00",
        "ada\n",
        "ada\r\nBcc: eve@evil.example",
        "\ue000\ue001",
        "\ud800ada",
    ],
    "name_characters": [
        "a/b",
        "a\\b",
        "a?b",
        "a#b",
        "a%2fb",
        "@ada",
        "a@b.org",
        "<b>x</b>",
        "o'brien",
        '"quoted"',
        "{{7*7}}",
        "$(id)",
        "a|b",
        "🙂🙂🙂",
        "½½",
        "\u0301ada",
        "ada\u0301\u0301\u0301",
        "q\u0300\u0300\u0300\u0300",
    ],
    "name_edges": [".ada", "ada.", "-ada", "_ada_", "a..b", "a--b", "a.-b", "...", "__proto__"],
    "name_letters": ["123456", "00", "1-2", "١٢٣"],
    "name_mixed": ["аda", "adα", "pаypal", "aդa", "ada٣1", "ваня日本", "Ωmega"],
    "name_reserved": ["admin", "Admin", "aDmIn", "me", "robots.txt", "no-reply", "CON", "NaN"],
}


@pytest.mark.parametrize("name", GOOD)
def test_a_name_in_any_script_may_be_taken(name):
    assert names.problem(name) == ""


@pytest.mark.parametrize(
    ("reason", "name"), [(reason, name) for reason, found in REFUSED.items() for name in found]
)
def test_a_name_is_refused_with_the_reason(reason, name):
    assert names.problem(name) == reason


@pytest.mark.parametrize("word", sorted(reserved.OFFICIAL | reserved.PLACES))
def test_a_reserved_word_may_not_be_taken_in_any_spelling(word):
    for spelling in (word, word.upper(), word.capitalize()):
        assert names.problem(spelling), spelling


@pytest.mark.parametrize(
    "name",
    [
        "adm1n",
        "ad_min",
        "a.d.m.i.n",
        "аdmіn",
        "аԁміп",
        "admín",
        "rnoderator",
        "m0derator",
        "supp0rt",
        "ѕuрроrt",
        "mike-support",
        "official.shop",
        "the-m0d",
        "ａｄｍｉｎ",
        "ⓐⓓⓜⓘⓝ",
    ],
)
def test_a_name_that_looks_like_staff_may_not_be_taken(name):
    assert names.problem(name)


@pytest.mark.parametrize("name", ["kettlecrane", "Kettle-Crane", "kett1e.crane", "KETTLE_CRANE"])
def test_the_name_of_the_brand_is_kept_for_the_brand(name):
    assert names.problem(name, official=["Kettle & Crane"]) == "name_reserved"
    assert names.problem(name) == ""


@pytest.mark.parametrize("name", ["Ali", "Kai", "Emil", "alligator", "modest", "teatime", "Meier"])
def test_an_innocent_name_is_not_taken_for_a_reserved_word(name):
    assert names.problem(name) == ""


LOOK_ALIKES = [
    ("alice", "аlice"),
    ("alice", "ɑlice"),
    ("alice", "αlice"),
    ("alice", "aӏice"),
    ("alice", "a1ice"),
    ("alice", "aIice"),
    ("alice", "alіce"),
    ("alice", "alıce"),
    ("alice", "alɩce"),
    ("alice", "aliсe"),
    ("alice", "aliϲe"),
    ("alice", "alicҽ"),
    ("alice", "ALICE"),
    ("alice", "ａｌｉｃｅ"),
    ("alice", "𝐚𝐥𝐢𝐜𝐞"),
    ("alice", "alicé"),
    ("alice", "a_lice"),
    ("alice", "a-l.i-c.e"),
    ("support", "sυppοrt"),
    ("support", "sսppօrt"),
    ("support", "suppoгт"),
    ("modern", "modem"),
    ("coffee", "c0ffee"),
    ("shop", "ѕһор"),
    ("dex", "ԁех"),
    ("wave", "vvave"),
    ("zoe7", "zoe٧"),
]


@pytest.mark.parametrize(("name", "other"), LOOK_ALIKES)
def test_names_that_look_alike_have_one_skeleton(name, other):
    assert names.skeleton(name) == names.skeleton(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("anna", "anne"),
        ("か", "が"),
        ("karl", "carl"),
        ("pat", "tap"),
        ("mia2", "mia3"),
        ("Яна", "Ana"),
    ],
)
def test_names_that_can_be_told_apart_have_two_skeletons(name, other):
    assert names.skeleton(name) != names.skeleton(other)


@pytest.mark.parametrize(("name", "other"), [(a, b) for a, b in LOOK_ALIKES if a == "alice"])
def test_nobody_joins_under_the_look_alike_of_a_member(app, name, other):
    add_member(NewMember(name, "first@example.org", None))

    with pytest.raises(Invalid) as refused:
        add_member(NewMember(other, "second@example.org", None))

    assert refused.value.field == "username"


@pytest.mark.parametrize("name", ["Ada", "STRASSE", "Straße", "İstanbul", "ＡＤＡ", "Σίσυφος"])
def test_a_folded_name_stays_as_it_is_when_folded_again(name):
    assert names.fold(names.fold(name)) == names.fold(name)


def test_cases_and_compatible_forms_are_one_when_a_name_is_looked_up():
    assert names.fold("Straße") == names.fold("STRASSE")
    assert names.fold("ＡＤＡ") == "ada"
    assert names.fold("ﬁsh") == "fish"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Ada\u202e\u200bLovelace", "AdaLovelace"),
        ("Ada\r\nBcc: x", "Ada Bcc: x"),
        ("x" * 100, "x" * 60),
        ("مرحبا", "مرحبا"),
    ],
)
def test_a_name_to_show_is_one_line_of_what_can_be_seen(typed, kept):
    assert names.shown(typed) == kept
