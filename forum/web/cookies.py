"""The cookie of a session, as it was signed by a clock that may have been ahead of ours."""

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer

# Seconds. A clock that was put right was seldom wrong by more than a zone of time.
AHEAD = 24 * 60 * 60


class PatientSigner(TimestampSigner):
    """Takes what it signed itself while the clock was up to a day ahead.

    The signature is true, and only its moment is still to come: the library would refuse it, and
    whoever was signed in would be a stranger until the clock has caught up.
    """

    def unsign(self, signed_value: Any, max_age: Any = None, return_timestamp: Any = False) -> Any:
        """What was signed, and when. Raises BadSignature, SignatureExpired."""
        try:
            return super().unsign(signed_value, max_age, return_timestamp)
        except SignatureExpired as error:
            signed_at = error.date_signed
            if signed_at is None or not 0 < signed_at.timestamp() - self.get_timestamp() <= AHEAD:
                raise
        return super().unsign(signed_value, None, return_timestamp)


class Cookies(SecureCookieSessionInterface):
    """Sessions in signed cookies, as Flask keeps them, with that patience."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs cookies, and reads them."""
        found = super().get_signing_serializer(app)
        if found is not None:
            found.signer = PatientSigner
        return found
