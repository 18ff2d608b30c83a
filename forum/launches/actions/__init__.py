"""Every write of launches."""

from forum.launches.actions.arranging import (
    Secrecy,
    Supply,
    Words,
    change_secrecy,
    change_supply,
    change_words,
    create,
    open_room,
)
from forum.launches.actions.deciding import (
    More,
    approve,
    cancel,
    give_more,
    pause,
    resume,
    submit,
    take_back,
)
from forum.launches.actions.drawing import enter, line_up
from forum.launches.actions.entering import ask_to_be_told, claim, forget_to_tell, join, leave
from forum.launches.actions.giving import (
    SERVE_JOB,
    lose_code,
    move_on,
    serve_next,
    show_code,
)
from forum.launches.actions.handing_over import hand_over, let_go
from forum.launches.actions.lobbying import be_there, go, look_in
from forum.launches.actions.picking import pick
from forum.launches.actions.picturing import add_picture, put_first, remove_picture
from forum.launches.actions.settling import (
    open_lobbies,
    settle,
    settle_all,
    tell_openings,
    turn_of,
)
from forum.launches.actions.telling import Told, note
from forum.launches.actions.watching import ALIKE, CODES, ENTRY_CASE, LAUNCH_CASE, find_alike
from forum.launches.actions.windows import Opening, add_window, change_window, remove_window

__all__ = [
    "ALIKE",
    "CODES",
    "ENTRY_CASE",
    "LAUNCH_CASE",
    "SERVE_JOB",
    "More",
    "Opening",
    "Secrecy",
    "Supply",
    "Told",
    "Words",
    "add_picture",
    "add_window",
    "approve",
    "ask_to_be_told",
    "be_there",
    "cancel",
    "change_secrecy",
    "change_supply",
    "change_window",
    "change_words",
    "claim",
    "create",
    "enter",
    "find_alike",
    "forget_to_tell",
    "give_more",
    "go",
    "hand_over",
    "join",
    "leave",
    "let_go",
    "line_up",
    "look_in",
    "lose_code",
    "move_on",
    "note",
    "open_lobbies",
    "open_room",
    "pause",
    "pick",
    "put_first",
    "remove_picture",
    "remove_window",
    "resume",
    "serve_next",
    "settle",
    "settle_all",
    "show_code",
    "submit",
    "take_back",
    "tell_openings",
    "turn_of",
]
