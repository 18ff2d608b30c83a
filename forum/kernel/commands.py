"""Commands that several slices bring together."""

from click import Command, Group


def merged(known: Command | None, command: Command) -> Command:
    """One group with the commands of both, when both are groups; else the later command."""
    if not (isinstance(known, Group) and isinstance(command, Group)):
        return command
    return Group(known.name, commands={**known.commands, **command.commands}, help=known.help)
