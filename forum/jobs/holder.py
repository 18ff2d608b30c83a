"""The names of processes that hold jobs, and the proof that one of them is dead.

A name tells the machine since it was last started, the space in which processes are numbered there,
the number, and when that process began. A number that is given out anew belongs to another name.
"""

import os
import re
from pathlib import Path

PROC = Path("/proc")
NAME = re.compile(r"(?P<space>.{1,90}) (?P<number>\d{1,9}) (?P<began>\d{1,18})")
# What the system tells of a process behind its name: its state, its threads, when it began.
STATE, THREADS, BEGAN = 0, 17, 19


def myself() -> str | None:
    """The name of this process; None where the system does not tell enough to make one."""
    space, fields = _space(), _fields(os.getpid())
    if space is None or fields is None:
        return None
    name = f"{space} {os.getpid()} {fields[BEGAN]}"
    return name if NAME.fullmatch(name) else None


def is_dead(name: str) -> bool:
    """Whether the process of this name has certainly ended; of those elsewhere nobody here knows.

    No clock is asked: when a process began is counted from the start of the machine.
    """
    found = NAME.fullmatch(name)
    if found is None or found["space"] != _space():
        return False
    return _is_over(int(found["number"]), found["began"])


def _is_over(number: int, began: str) -> bool:
    try:
        # This sends nothing, and finds processes that the system hides from other users.
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        # It is there, and belongs to somebody else.
        pass
    fields = _fields(number)
    if fields is None:
        return False
    return fields[BEGAN] != began or _is_only_remembered(fields)


def _is_only_remembered(fields: list[str]) -> bool:
    """Whether it has ended in all its threads, and waits for its parent to hear of it."""
    return fields[STATE] in {"Z", "X"} and int(fields[THREADS]) <= 1


def _space() -> str | None:
    """The same for two processes exactly if both mean the same one by a number and a beginning."""
    try:
        if str((PROC / "self").readlink()) != str(os.getpid()):
            # What is told here counts the processes of another space.
            return None
        machine = (PROC / "sys/kernel/random/boot_id").read_text().strip()
        numbers, beginnings = (PROC / "self/ns/pid").readlink(), _count_of_time()
    except OSError:
        return None
    return f"{machine} {numbers} {beginnings}" if machine else None


def _count_of_time() -> str:
    """From where beginnings are counted; old systems count all of them alike."""
    try:
        return str((PROC / "self/ns/time").readlink())
    except FileNotFoundError:
        return "time"


def _fields(number: int) -> list[str] | None:
    try:
        told = (PROC / str(number) / "stat").read_text(errors="replace")
    except OSError:
        return None
    # The name of the program may hold anything, also what parts the fields.
    return told.rpartition(")")[2].split()
