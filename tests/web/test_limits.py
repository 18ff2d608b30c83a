import pytest

from forum.web.limits import Limit, TooMany, address

KNOCK = Limit("knock", "2 per minute")


def test_the_third_try_of_two_is_too_many(app):
    KNOCK.hit("ada")
    KNOCK.hit("ada")

    with pytest.raises(TooMany) as refused:
        KNOCK.hit("ada")

    assert 1 <= refused.value.seconds <= 61


def test_the_tries_of_one_are_not_counted_for_another(app):
    KNOCK.hit("ada")
    KNOCK.hit("ada")

    KNOCK.hit("grace")

    with pytest.raises(TooMany):
        KNOCK.check("ada")


def test_a_right_try_clears_the_count(app):
    KNOCK.hit("ada")
    KNOCK.hit("ada")
    KNOCK.clear("ada")

    KNOCK.hit("ada")

    KNOCK.check("ada")


@pytest.mark.parametrize(
    ("remote", "counted"),
    [("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2")],
)
def test_an_ipv6_network_counts_as_one_address(app, remote, counted):
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": remote}):
        assert address() == counted
