import subprocess
import sys
import threading

import pytest

from forum.kernel.policy import Invalid
from forum.uploads import workshop
from tests.uploads import pictures


def test_a_picture_is_remade_in_a_process_of_its_own():
    remade = workshop.remake(pictures.drawn("JPEG", (2000, 500)))

    assert (remade.width, remade.height, remade.frames) == (1600, 400, 1)
    assert remade.data[8:12] == b"WEBP"


@pytest.mark.parametrize("reason", ["not_a_picture", "empty"])
def test_a_refusal_comes_back_with_its_reason(reason):
    with pytest.raises(Invalid) as refused:
        workshop.remake(b"" if reason == "empty" else b"text")

    assert (refused.value.field, refused.value.reason) == ("file", reason)


def test_more_than_any_picture_may_have_is_refused_before_anything_looks_at_it(monkeypatch):
    monkeypatch.setattr(workshop, "_ask_decoder", pytest.fail)

    with pytest.raises(Invalid) as refused:
        workshop.remake(b"\xff" * (workshop.MOST_BYTES + 1))

    assert refused.value.reason == "too_large"


@pytest.mark.parametrize(
    "program",
    ["import os; os.abort()", "bytearray(3 << 30)", "raise SystemExit(3)"],
    ids=["it crashes", "it runs out of memory", "it gives up"],
)
def test_that_the_decoder_breaks_is_a_broken_picture_and_no_failure_of_ours(monkeypatch, program):
    run = subprocess.run
    limits = "from forum.uploads import decoder; decoder._give_up_rights(); "

    def other_program(command, **how):
        return run([sys.executable, "-c", limits + program], **how)

    monkeypatch.setattr(workshop.subprocess, "run", other_program)

    with pytest.raises(Invalid) as refused:
        workshop.remake(b"anything")

    assert refused.value.reason == "damaged"


def test_a_decoder_that_never_ends_is_ended(monkeypatch):
    run = subprocess.run
    monkeypatch.setattr(workshop, "SECONDS", 0.2)
    monkeypatch.setattr(
        workshop.subprocess, "run", lambda command, **how: run(["sleep", "60"], **how)
    )

    with pytest.raises(Invalid) as refused:
        workshop.remake(b"anything")

    assert refused.value.reason == "damaged"


def test_that_no_process_can_be_started_is_said_kindly(monkeypatch):
    def full(command, **how):
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(workshop.subprocess, "run", full)

    with pytest.raises(Invalid) as refused:
        workshop.remake(b"anything")

    assert refused.value.reason == "no_room"


def test_a_few_wait_for_their_turn_and_the_others_are_told_at_once(monkeypatch):
    """CVE row 40: pictures never take all threads of the server."""
    go_on, answers = threading.Event(), []

    def slowly(data):
        assert go_on.wait(10)
        return b'{"width": 1, "height": 1, "frames": 1}\nRIFF'

    def send():
        try:
            answers.append(workshop.remake(b"x").width)
        except Invalid as error:
            answers.append(error.reason)
            if answers.count("busy") == 4:
                go_on.set()

    monkeypatch.setattr(workshop, "_ask_decoder", slowly)
    threads = [threading.Thread(target=send) for _ in range(workshop.MOST_WAITING + 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers.count("busy") == 4
    assert answers.count(1) == workshop.MOST_WAITING + 1


def test_only_one_decoder_runs_at_a_time(monkeypatch):
    running, most = [], []

    def slowly(data):
        running.append(data)
        most.append(len(running))
        threading.Event().wait(0.02)
        running.remove(data)
        return b'{"width": 1, "height": 1, "frames": 1}\nRIFF'

    monkeypatch.setattr(workshop, "_ask_decoder", slowly)
    threads = [threading.Thread(target=workshop.remake, args=(bytes([n]),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [1] * 4
