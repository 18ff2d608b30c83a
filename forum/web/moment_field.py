"""A field for a moment, typed by the clock of whoever types."""

from datetime import UTC, datetime
from typing import Any

from wtforms import DateTimeLocalField
from wtforms.validators import Optional

from forum.kernel.policy import Invalid
from forum.web.zones import zone


class MomentField(DateTimeLocalField):
    """A moment typed in the zone of whoever types."""

    def __init__(self, label: Any, **given: Any) -> None:
        given.setdefault("validators", [Optional()])
        super().__init__(label, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **given)

    def _value(self) -> str:
        """As it was typed, or as it is: with its seconds where it has some."""
        if self.raw_data or self.data is None or not self.data.second:
            return str(super()._value())
        return str(self.data.strftime(self.format[1]))

    @property
    def moment(self) -> datetime | None:
        """The moment in UTC, none when nothing was typed. Raises Invalid for what is no moment."""
        local: datetime | None = self.data
        if local is None:
            if "".join(self.raw_data or ()).strip():
                raise Invalid(self.name, "unreadable")
            return None
        try:
            return local.replace(tzinfo=zone()).astimezone(UTC)
        except OverflowError as error:
            # In the first year and in the last one, which end sooner elsewhere.
            raise Invalid(self.name, "unreadable") from error
