"""The arithmetic of a fair draw, beside a recount that shares no line with it."""

import random
import subprocess
import sys
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.draws import fair

SEED, LAUNCH = "5e" * 32, "field-kettle"
# As the rules tell a stranger to do it, with nothing of ours.
RECOUNT = """
import hashlib, sys
def h(text): return hashlib.sha256(text.encode()).hexdigest()
seed, beacon, launch = sys.argv[1:4]
file = sys.stdin.read()
mix = h(seed + "|" + beacon + "|" + h(file))
order = []
for line in file.splitlines():
    entry, tickets = line.split(",")
    if tickets != "void":
        tries = [h("|".join((mix, launch, entry, str(n + 1)))) for n in range(int(tickets))]
        order.append((min(tries), entry))
print("\\n".join(entry for key, entry in sorted(order)))
"""
NAMES = st.text("0123456789abcdefghijkmnpqrstuvwxyzABCDEFGH", min_size=10, max_size=10)
ENTRIES = st.dictionaries(NAMES, st.integers(0, fair.MOST_TICKETS), max_size=40)


def drawn(entries, *, seed=SEED, beacon=""):
    mix = fair.mixed(seed, beacon, fair.fingerprint(fair.file_of(entries)))
    return [one.entry for one in fair.ranking(mix, LAUNCH, entries)]


def test_a_stranger_with_ten_lines_comes_to_the_same_order():
    numbers = random.Random(7)
    entries = {f"e{n:09}": numbers.randint(0, 5) for n in range(300)}
    command = (sys.executable, "-c", RECOUNT, SEED, "1234", LAUNCH)

    told = subprocess.run(
        command, input=fair.file_of(entries), capture_output=True, text=True, check=True, timeout=60
    )

    assert told.stdout.split() == drawn(entries, beacon="1234")


def test_the_fingerprint_is_what_every_tool_says():
    assert fair.fingerprint("abc") == sha256(b"abc").hexdigest()
    assert fair.fingerprint("abc").startswith("ba7816bf")


def test_seeds_are_long_and_never_the_same():
    seeds = {fair.new_seed() for _ in range(50)}

    assert len(seeds) == 50
    assert all(len(seed) == 64 for seed in seeds)


def test_the_list_is_in_order_and_says_who_is_void():
    assert fair.file_of({"b": 2, "a": 1, "C": 0}) == "C,void\na,1\nb,2\n"
    assert fair.file_of({}) == ""


@given(ENTRIES)
def test_a_published_list_is_read_as_it_was_written(entries):
    assert fair.read(fair.file_of(entries)) == entries


@pytest.mark.parametrize(
    "line", ["a", "a,0", "a,6", "a,1,1", ",1", "a b,1", "a,1 ", " a,1", "a,VOID", "ä,1", "a,+1"]
)
def test_a_line_that_says_nothing_is_refused_with_its_number(line):
    with pytest.raises(fair.Unreadable) as caught:
        fair.read(f"b,1\n{line}\n")

    assert caught.value.number == 2


def test_an_entry_that_is_there_twice_is_refused():
    with pytest.raises(fair.Unreadable, match="line 3"):
        fair.read("a,1\nb,1\na,2\n")


@given(ENTRIES)
def test_everybody_has_one_place_and_the_void_have_none(entries):
    valid = [one for one, tickets in entries.items() if tickets]

    assert sorted(drawn(entries)) == sorted(valid)


def test_one_more_entry_another_number_or_another_seed_decides_anew():
    entries = {f"e{n}": 1 for n in range(50)}
    first = drawn(entries)

    assert drawn(entries) == first
    assert drawn(entries, beacon="9") != first
    assert drawn(entries, seed="5f" * 32) != first
    assert [one for one in drawn({**entries, "late": 1}) if one != "late"] != first


def test_tickets_raise_the_chance_as_drawing_one_after_another_does():
    """60 entries with 1 to 5 tickets, 10 places: 6.0, 11.7, 17.0, 21.9 and 26.7 % win."""
    entries = {f"e{n}": 1 + n % 5 for n in range(60)}
    wins = dict.fromkeys(range(1, 6), 0)
    rounds = 3_000
    for number in range(rounds):
        for one in fair.ranking(fair.mixed(SEED, str(number), ""), LAUNCH, entries)[:10]:
            wins[entries[one.entry]] += 1

    shares = [wins[tickets] / (rounds * 12) for tickets in range(1, 6)]

    assert shares == pytest.approx([0.060, 0.117, 0.170, 0.219, 0.267], abs=0.009)


def test_luck_is_carried_over_up_to_five_tickets():
    assert [fair.tickets_for(losses) for losses in range(7)] == [1, 2, 3, 4, 5, 5, 5]
