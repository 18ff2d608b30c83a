"""Places for sites: see the tests of exports."""

from tests.exports.conftest import place

__all__ = ["place"]
