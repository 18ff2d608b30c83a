import os
import signal
import subprocess
import sys
import threading

from forum.server.options import UNFIT
from forum.server.supervisor import (
    LONGEST_PAUSE,
    SHORTEST_PAUSE,
    Adopted,
    Child,
    Program,
    Supervisor,
)


def program(source: str) -> Program:
    return Program("a program", (sys.executable, "-c", source))


def ended(child: Child) -> Child:
    child.process.wait(timeout=30)
    return child


def test_a_program_that_ends_is_started_again_after_a_pause_that_grows():
    child = Child(program("raise SystemExit(3)"))
    now, pauses = 100.0, []

    for _ in range(4):
        child.keep_running(now)
        ended(child).keep_running(now + 1)
        assert not child.is_running
        pauses.append(round(child.next_start - now - 1, 3))
        now = child.next_start

    assert pauses == [SHORTEST_PAUSE * factor for factor in (2, 4, 8, 16)]


def test_the_pause_has_an_end():
    child = Child(program(""), failures=50)
    child.keep_running(0.0)

    ended(child).keep_running(1.0)

    assert child.next_start == 1.0 + LONGEST_PAUSE


def test_a_program_that_was_killed_is_started_again_at_once():
    child = Child(program("import time; time.sleep(60)"), failures=5)
    child.keep_running(0.0)
    child.kill()

    ended(child).keep_running(1.0)

    assert child.next_start == 1.0 + SHORTEST_PAUSE


def test_a_program_that_says_it_is_unfit_ends_the_whole_tree():
    closed = []
    other = program("import time; time.sleep(60)")
    supervisor = Supervisor([program(f"raise SystemExit({UNFIT})"), other])

    code = supervisor.run(on_stop=lambda: closed.append(True))

    assert code == UNFIT
    assert closed == [True]
    assert not any(child.is_running for child in supervisor.children)


def test_a_child_sees_the_end_of_its_parent_by_its_closed_input():
    child = Child(program("import sys; sys.stdin.read()"))
    child.keep_running(0.0)
    assert child.is_running

    child.process.stdin.close()

    assert ended(child).process.returncode == 0


def adopted(source: str) -> Adopted:
    end, leash = os.pipe()
    born = subprocess.Popen((sys.executable, "-c", source), stdin=end)
    os.close(end)
    # This process asks after it in its own way, as after one that it has forked.
    born.returncode = 0
    return Adopted(born.pid, leash)


def test_an_adopted_process_is_looked_after_like_one_that_was_started():
    child = Child(program("import time; time.sleep(60)"))
    child.adopt(adopted("import time; time.sleep(60)"), 0.0)
    child.keep_running(0.0)
    assert child.is_running
    assert isinstance(child.process, Adopted)

    child.kill()
    os.waitid(os.P_PID, child.process.pid, os.WEXITED | os.WNOWAIT)
    assert child.process.poll() == -signal.SIGKILL
    child.keep_running(1.0)
    child.keep_running(1.0 + SHORTEST_PAUSE)

    assert child.is_running
    assert isinstance(child.process, subprocess.Popen)
    child.kill()
    ended(child).let_go()


def test_an_adopted_process_that_says_it_is_unfit_ends_the_whole_tree():
    supervisor = Supervisor([program("import time; time.sleep(60)")])
    [child] = supervisor.children
    child.adopt(adopted(f"raise SystemExit({UNFIT})"), 0.0)

    assert supervisor.run(on_stop=lambda: None) == UNFIT


def test_an_adopted_process_sees_the_end_of_its_parent_too():
    process = adopted("import sys; sys.stdin.read()")
    assert process.poll() is None

    process.stdin.close()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)

    assert process.poll() == 0


def test_told_twice_it_does_not_wait_any_longer():
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print(); time.sleep(60)"
    supervisor = Supervisor([program(deaf)])
    running = threading.Thread(target=supervisor.run, kwargs={"on_stop": lambda: None})
    running.start()

    supervisor.stop()
    supervisor.stop()
    running.join(timeout=30)

    assert not running.is_alive()
    assert not any(child.is_running for child in supervisor.children)
