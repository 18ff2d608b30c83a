"""What several rules look at."""

import pytest

from tests.house import words


@pytest.fixture(scope="session")
def messages() -> list[str]:
    """Every word of the interface, in English."""
    return sorted({part for message in words.extracted() for part in message})
