from tests.accounts.conftest import NEW, PASSWORD, come_in, is_inside, link_in


def test_from_sign_up_by_the_mail_to_sign_out_and_in_again(guest, mailbox):
    page = guest.post("/sign-up", data=NEW, follow_redirects=True)
    assert "ada@example.org" in page.text
    assert not is_inside(guest)

    link = link_in(mailbox.one())
    assert "You are about to confirm" in guest.get(link).text
    assert not is_inside(guest)
    guest.post(link)
    assert is_inside(guest)

    guest.post("/sign-out")
    assert not is_inside(guest)

    come_in(guest, "ada", PASSWORD)
    assert is_inside(guest)
