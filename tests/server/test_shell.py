import hashlib
import http.client
import json
import select
import threading
import time

from flask import Flask
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from forum.server import shell
from forum.server.protocol import HEAD_BYTES
from tests.server.conftest import LIMITS, Served, read_all


def ask(served: Served, method: str, path: str, body: bytes | None = None, **headers: str):
    line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, path, body=body, headers=named)
    answer = line.getresponse()
    content = answer.read()
    line.close()
    return answer, content


def status_of(raw: bytes) -> int:
    return int(raw.split(b" ", 2)[1])


def half_a_post(served: Served) -> object:
    line = served.connect()
    line.sendall(b"POST /echo HTTP/1.1\r\nHost: f\r\nContent-Length: 100\r\n\r\nhalf")
    return line


def test_health_is_one_word_and_says_nothing_else(served: Served):
    answer, content = ask(served, "GET", "/healthz")

    assert (answer.status, content) == (200, b"ok\n")
    assert answer.headers["cache-control"] == "no-store"


def test_the_server_does_not_name_itself(served: Served):
    answer, _ = ask(served, "GET", "/who")

    assert "server" not in answer.headers
    assert "date" in answer.headers


def test_a_body_arrives_whole_whether_it_fits_in_memory_or_not(served: Served):
    for length in (1, LIMITS.memory_bytes, LIMITS.memory_bytes * 5, LIMITS.body_bytes):
        body = bytes(i % 251 for i in range(length))

        _, content = ask(served, "POST", "/echo", body)

        expected = {"length": length, "sha256": hashlib.sha256(body).hexdigest()}
        assert json.loads(content) == expected


def test_a_chunked_body_arrives_whole(served: Served):
    raw = (
        b"POST /echo HTTP/1.1\r\nHost: f\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    )

    answer = served.send(raw + b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")

    assert json.loads(answer.partition(b"\r\n\r\n")[2])["length"] == 11


def test_an_announced_body_that_is_too_large_is_refused_before_it_is_sent(served: Served):
    with served.connect() as line:
        length = LIMITS.body_bytes + 1
        line.sendall(f"POST /form HTTP/1.1\r\nHost: f\r\nContent-Length: {length}\r\n".encode())
        line.sendall(b"Content-Type: application/x-www-form-urlencoded\r\n\r\n")

        answer = line.recv(65536)

    assert status_of(answer) == 413
    assert b"connection: close" in answer.lower()


def test_a_chunked_body_that_grows_too_large_is_refused(served: Served):
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    head = (
        b"POST /form HTTP/1.1\r\nHost: f\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )

    answer = served.send(head + chunk * 5 + b"0\r\n\r\n")

    assert status_of(answer) == 413


def test_who_sent_too_much_sees_the_page_of_the_forum_about_it(served: Served):
    answer, content = ask(
        served,
        "POST",
        "/form",
        b"x" * (LIMITS.body_bytes * 4),
        Content_Type="application/x-www-form-urlencoded",
    )

    assert answer.status == 413
    assert content == b"<h1>Too much at once</h1>"


def test_slow_bodies_take_no_worker_thread(served: Served):
    slow = [half_a_post(served) for _ in range(shell.THREADS * 3)]

    started = time.monotonic()
    answer, _ = ask(served, "GET", "/who")

    assert answer.status == 200
    assert time.monotonic() - started < LIMITS.first_seconds
    assert len(slow) == shell.THREADS * 3


def test_a_body_that_stops_coming_is_given_up(served: Served):
    with half_a_post(served) as line:
        answer = read_all(line)

    assert status_of(answer) == 408


def test_bodies_together_may_fill_only_so_much_room(served: Served):
    lines = []
    for _ in range(2):
        line = served.connect()
        line.sendall(b"POST /echo HTTP/1.1\r\nHost: f\r\nContent-Length: 190000\r\n\r\n")
        line.sendall(b"x" * 180_000)
        lines.append(line)

    answers = [line.recv(65536) for line in lines]

    assert sorted(status_of(answer) for answer in answers) == [408, 503]


def test_a_head_that_never_ends_is_cut_off(served: Served):
    with served.connect() as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: f\r\nX-Long: ")
        for _ in range(20):
            line.sendall(b"x" * (HEAD_BYTES // 4))
            if select.select([line], [], [], 0.05)[0]:
                break

        answer = line.recv(65536)

    assert status_of(answer) == 431


def test_a_head_that_is_complete_and_too_large_is_refused(served: Served):
    answer = served.send(b"GET / HTTP/1.1\r\nHost: f\r\nX-Long: " + b"x" * 40_000 + b"\r\n\r\n")

    assert status_of(answer) == 431


def test_methods_that_a_forum_has_no_use_for_are_refused(served: Served):
    for method in ("TRACE", "CONNECT", "PROPFIND"):
        answer = served.send(f"{method} /who HTTP/1.1\r\nHost: f\r\n\r\n".encode())

        assert status_of(answer) in {400, 405}


def test_head_has_the_headers_of_get_and_no_body(served: Served):
    answer, content = ask(served, "HEAD", "/file")

    assert (answer.status, content) == (200, b"")
    assert answer.headers["content-length"] == "1024000"


def test_a_file_is_sent_by_the_shell_and_its_place_stays_unknown(served: Served):
    answer, content = ask(served, "GET", "/file")

    assert content == bytes(range(256)) * 4000
    assert "x-sendfile" not in answer.headers


def test_a_part_of_a_file_is_sent(served: Served):
    answer, content = ask(served, "GET", "/file", Range="bytes=255-257")

    assert (answer.status, content) == (206, b"\xff\x00\x01")


def test_an_unchanged_file_is_not_sent_again(served: Served):
    first, _ = ask(served, "GET", "/file")

    answer, content = ask(served, "GET", "/file", If_None_Match=first.headers["etag"])

    assert (answer.status, content) == (304, b"")


def test_a_file_outside_the_data_folder_is_never_sent(served: Served):
    answer, content = ask(served, "GET", "/elsewhere")

    assert answer.status == 500
    assert b"import" not in content


def test_a_reader_who_does_not_read_keeps_no_worker_thread(served: Served):
    lines = [served.connect() for _ in range(shell.THREADS * 2)]
    for line in lines:
        line.sendall(b"GET /file HTTP/1.1\r\nHost: f\r\n\r\n")

    answer, _ = ask(served, "GET", "/who")

    assert answer.status == 200


def test_headers_with_underscores_cannot_imitate_others(served: Served):
    raw = b"GET /who HTTP/1.1\r\nHost: f\r\nConnection: close\r\nX_Forwarded_For: 6.6.6.6\r\n\r\n"

    assert b"6.6.6.6" not in served.send(raw)


def test_a_stranger_cannot_say_that_the_request_comes_from_elsewhere(served: Served):
    _, content = ask(served, "GET", "/who", X_Forwarded_For="6.6.6.6")

    assert json.loads(content)["address"] == "127.0.0.1"


def test_a_trusted_proxy_says_who_the_reader_is(serve):
    served = serve(lambda app: ProxyHeadersMiddleware(app, ["127.0.0.0/8"]))

    _, content = ask(served, "GET", "/who", X_Forwarded_For="6.6.6.6, 9.9.9.9")

    assert json.loads(content)["address"] == "9.9.9.9"


def test_an_address_with_raw_bytes_is_refused(served: Served):
    answer = served.send(b"GET /who?q=\xff\xfe HTTP/1.1\r\nHost: f\r\nConnection: close\r\n\r\n")

    assert status_of(answer) == 400


def test_threads_of_the_application_live_as_long_as_the_server(served: Served):
    ask(served, "GET", "/healthz")
    ticker = served.app.extensions["web_threads"][0]
    assert ticker.happened == ["start"]

    served.stop()

    assert ticker.happened == ["start", "stop"]


def test_a_request_that_was_accepted_is_answered_before_the_server_stops(served: Served):
    begun, release = threading.Event(), threading.Event()

    def wait() -> str:
        begun.set()
        release.wait(10)
        return "done"

    add_view(served.app, wait)
    line = served.connect()
    line.sendall(b"GET /wait HTTP/1.1\r\nHost: f\r\n\r\n")
    begun.wait(10)

    stopping = threading.Thread(target=served.stop)
    stopping.start()
    release.set()
    answer = read_all(line)
    stopping.join(10)

    assert answer.endswith(b"done")
    assert not served.thread.is_alive()


def test_an_upload_that_has_begun_is_taken_in_before_the_server_stops(served: Served):
    line = half_a_post(served)
    ask(served, "GET", "/healthz")

    stopping = threading.Thread(target=served.stop)
    stopping.start()
    line.sendall(b"x" * 96)
    answer = read_all(line)
    stopping.join(10)

    assert status_of(answer) == 200
    assert b'"length":100' in answer
    assert not served.thread.is_alive()


def add_view(app: Flask, view) -> None:
    app.add_url_rule("/wait", view_func=view)
