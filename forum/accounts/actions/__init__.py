"""Every change to members and their sessions. Only this slice writes to the users table."""

from forum.accounts.actions.bounds import close_account, reopen_account, silence, suspend, warn
from forum.accounts.actions.counting import catch_up, count, note_seen
from forum.accounts.actions.emails import (
    ask_email_change,
    cancel_email_change,
    confirm_email_change,
)
from forum.accounts.actions.joining import (
    NewMember,
    add_member,
    approve,
    ask_about_unconfirmed,
    confirm,
    create_owner,
    resend_confirmation,
    sign_up,
    turn_away,
)
from forum.accounts.actions.leaving import (
    ask_to_leave,
    carry_out,
    finish_leavings,
    leave_now,
    see_off,
    stay,
)
from forum.accounts.actions.merging import finish_merges, merge_members
from forum.accounts.actions.passwords import (
    Others,
    ask_reset,
    change_password,
    reset_password,
    send_reset,
)
from forum.accounts.actions.profiles import (
    change_preferences,
    change_profile,
    change_sight,
    note_agreed,
    set_avatar,
)
from forum.accounts.actions.sessions import (
    Place,
    end_all_sessions,
    end_other_sessions,
    end_session,
    renew_session,
    sign_in,
    sign_out,
)
from forum.accounts.actions.staff import (
    assign_role,
    confirm_by_hand,
    reset_address,
    set_role,
    sign_out_member,
)
from forum.accounts.actions.standing import set_standing, set_tier, set_trained
from forum.accounts.actions.sweeping import sweep

__all__ = [
    "NewMember",
    "Others",
    "Place",
    "add_member",
    "approve",
    "ask_about_unconfirmed",
    "ask_email_change",
    "ask_reset",
    "ask_to_leave",
    "assign_role",
    "cancel_email_change",
    "carry_out",
    "catch_up",
    "change_password",
    "change_preferences",
    "change_profile",
    "change_sight",
    "close_account",
    "confirm",
    "confirm_by_hand",
    "confirm_email_change",
    "count",
    "create_owner",
    "end_all_sessions",
    "end_other_sessions",
    "end_session",
    "finish_leavings",
    "finish_merges",
    "leave_now",
    "merge_members",
    "note_agreed",
    "note_seen",
    "renew_session",
    "reopen_account",
    "resend_confirmation",
    "reset_address",
    "reset_password",
    "see_off",
    "send_reset",
    "set_avatar",
    "set_role",
    "set_standing",
    "set_tier",
    "set_trained",
    "sign_in",
    "sign_out",
    "sign_out_member",
    "sign_up",
    "silence",
    "stay",
    "suspend",
    "sweep",
    "turn_away",
    "warn",
]
