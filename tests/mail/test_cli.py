def send_test(app, address):
    return app.test_cli_runner().invoke(args=["mail", "test", address])


def test_a_test_letter_tells_that_mail_goes_out(app, post_office):
    result = send_test(app, "ada@example.org")

    assert result.output == "Sent.\n"
    assert [mail["To"] for mail in post_office.accepted] == ["ada@example.org"]


def test_a_test_letter_tells_what_the_server_says(app, post_office):
    post_office.answers = ["554 you are not welcome"]

    result = send_test(app, "ada@example.org")

    assert result.exit_code == 1
    assert "554 you are not welcome" in result.output
