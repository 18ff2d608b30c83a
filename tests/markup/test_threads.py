"""Many threads render at once, and no text sees another's words."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from forum.markup.render import PLAIN, Site, render, render_html

THREADS, ROUNDS = 8, 10


def text(thread: int, turn: int) -> str:
    secret = f"secret{thread}x{turn}x"
    return (
        f"# {secret}\n\n**{secret}** @m{thread} ||{secret}|| [{secret}](https://{secret}.example)\n\n"
        f"```python\ndef {secret}(): return '{secret}'\n```\n\n| {secret} |\n|---|\n| x |\n\n"
        f"[^{thread}]\n\n[^{thread}]: {secret}\n" + f"\n- {secret} *{secret}*" * 10
    )


def site(thread: int) -> Site:
    return Site(members=lambda names: {f"m{thread}": f"M{thread}"}, pictures=PLAIN.pictures)


def test_threads_do_not_mix_their_texts():
    alone = {
        (thread, turn): render(text(thread, turn), site(thread), anchor=f"p{thread}")
        for thread in range(THREADS)
        for turn in range(ROUNDS)
    }
    together = Barrier(THREADS)

    def work(thread: int) -> int:
        together.wait()
        for turn in range(ROUNDS):
            found = render(text(thread, turn), site(thread), anchor=f"p{thread}")
            assert found == alone[thread, turn]
            assert found.mentions == (f"M{thread}",)
            assert found.text.count("secret") == found.text.count(f"secret{thread}x{turn}x") > 20
            assert render_html(found.html, PLAIN).text.count(f"secret{thread}x{turn}x") > 20
        return thread

    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(work, range(THREADS))) == list(range(THREADS))
