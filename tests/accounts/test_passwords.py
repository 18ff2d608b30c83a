import time

import pytest
from argon2 import PasswordHasher

from forum.accounts import passwords
from forum.kernel.policy import Invalid

GUESSED_FIRST = """
1234567890 qwertyuiop 1q2w3e4r5t 123456789a password123 password12 1qaz2wsx3edc q1w2e3r4t5y6
0987654321 1111111111 0123456789 asdfghjkl1 123qweasdzxc 12345qwert zaq12wsxcde3 iloveyou123
basketball liverpool1 manchester chocolate1 sunshine12 princess12 butterfly1 california
abcdefghij microsoft1 volleyball washington p@ssw0rd123 passwordpassword P@ssword2024!
Summer2024!! welcome123456 abcabcabcabc 1212121212 letmein12345 admin12345 administrator
qwerty123456 asdasdasdasd monkey12345678 qazwsxedcrfv aaaaaaaaaaaa mypassword1 11223344556
trustno1trustno1 football1987 dragon.2020 starwars#1 147258369147 correcthorsebatterystaple
test1234567 iloveyou!! Passwort2023 sunshine!2024 M1chael1990 SUPERMAN99
"""


@pytest.mark.parametrize("password", GUESSED_FIRST.split())
def test_a_password_that_is_guessed_early_is_refused(password):
    assert passwords.weakness(password) == "password_common"


@pytest.mark.parametrize(
    "password",
    [
        "correct tea biscuit",
        "my dog eats shoes",
        "twelve purple boats",
        "kjh4-2ls9-Qpx",
        "T7#kk9!ppQ2z",
        "Die Sonne geht im Osten auf",
        "пароль сложный",
        "日本語のパスワードだよ",
        "🙂🙃🙂🙃 and a fish",
        "          x 7 q Z   ",
        "x" * 250 + "y7 qZ" * 20,
    ],
)
def test_a_long_password_of_any_characters_is_taken(password):
    assert passwords.weakness(password) == ""


def test_the_list_refuses_more_than_three_thousand_passwords_of_ten_characters():
    endings = ["", "1", "12", "123", "1234", "!", "2024", "1990", "99", "12345", "007"]
    tried = {word + ending for word in passwords.common_words() for ending in endings}
    long_enough = {password for password in tried if len(password) >= passwords.SHORTEST}
    sample = sorted(long_enough)[::4]

    assert len(long_enough) > 3000
    assert [p for p in sample if passwords.weakness(p) != "password_common"] == []


@pytest.mark.parametrize(
    ("password", "about"),
    [
        ("ada.lovelace1", "ada.lovelace"),
        ("KettleCrane99", "Kettle & Crane"),
        ("99lovelace!!", "lovelace"),
        ("adalovelaceadalovelace", "adalovelace"),
        ("lovelacepassword", "lovelace"),
    ],
)
def test_a_password_made_of_the_members_or_the_brands_name_is_refused(password, about):
    assert passwords.weakness(password, about=[about]) == "password_personal"


def test_a_password_that_merely_holds_the_name_is_taken():
    assert passwords.weakness("ada walks with seven cats", about=["ada", "walks"]) == ""


def test_a_password_is_refused_with_the_reason_for_its_field():
    for password, reason in {"short": "password_short", "ab1 " * 129: "password_long"}.items():
        with pytest.raises(Invalid) as refused:
            passwords.hashed(password)
        assert (refused.value.field, refused.value.reason) == ("password", reason)


def test_a_password_is_compared_to_its_last_character():
    known = passwords.hashed("ä" * 40 + " and then some, right")

    assert passwords.compare("ä" * 40 + " and then some, right", known).is_right
    assert not passwords.compare("ä" * 40 + " and then some, wrong", known).is_right


def test_composed_and_decomposed_letters_are_the_same_password():
    known = passwords.hashed("Grüße an alle hier")

    assert passwords.compare("Gru\u0308ße an alle hier", known).is_right


def test_cases_and_spaces_count():
    known = passwords.hashed("correct tea biscuit")

    assert not passwords.compare("Correct tea biscuit", known).is_right
    assert not passwords.compare("correct tea biscuit ", known).is_right


def test_without_a_hash_or_with_a_broken_one_nothing_is_right():
    assert not passwords.compare("a password that nobody has", None).is_right
    assert not passwords.compare("anything at all", "not a hash").is_right


def test_hashes_are_argon2id_with_the_agreed_cost(agreed_hashes):
    assert passwords.hashed("correct tea biscuit").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_dated_hash_is_replaced_when_the_password_is_right(agreed_hashes):
    dated = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("correct tea biscuit")

    right = passwords.compare("correct tea biscuit", dated)

    assert right.is_right
    assert passwords.compare("correct tea biscuit", right.new_hash).new_hash is None
    assert passwords.compare("wrong tea biscuit", dated).new_hash is None


def test_strange_passwords_are_judged_in_no_time():
    begun = time.process_time()
    for strange in (
        "x" * 511 + "y",
        "ab1" * 170,
        "123" * 100 + "z9",
        "qwe" * 90 + "zz" + "12" * 90,
    ):
        passwords.weakness(strange)

    assert time.process_time() - begun < 2
