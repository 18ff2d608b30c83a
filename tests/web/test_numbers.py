import pytest


@pytest.mark.parametrize("number", ["2147483648", "99999999999999999999", "-1"])
def test_a_number_that_no_row_can_have_leads_nowhere(guest, number):
    assert guest.get(f"/p/{number}").status_code == 404
