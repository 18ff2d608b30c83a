"""Every write of codes."""

from forum.codes.actions.claiming import (
    SERVE_JOB,
    claim,
    leave_line,
    let_wait,
    move_line,
    serve,
    show,
)
from forum.codes.actions.filling import CodesRefused, PoolPlan, arrange, fill, generate, make
from forum.codes.actions.handing_out import give_back, hand_out, hand_out_first, reveal
from forum.codes.actions.leaving import hand_over
from forum.codes.actions.perks import (
    PerkPlan,
    end_perk,
    offer,
    put_on_list,
    take_off_list,
)
from forum.codes.actions.reading import export, read
from forum.codes.actions.redeeming import note_refund, redeem
from forum.codes.actions.voiding import void

__all__ = [
    "SERVE_JOB",
    "CodesRefused",
    "PerkPlan",
    "PoolPlan",
    "arrange",
    "claim",
    "end_perk",
    "export",
    "fill",
    "generate",
    "give_back",
    "hand_out",
    "hand_out_first",
    "hand_over",
    "leave_line",
    "let_wait",
    "make",
    "move_line",
    "note_refund",
    "offer",
    "put_on_list",
    "read",
    "redeem",
    "reveal",
    "serve",
    "show",
    "take_off_list",
    "void",
]
