"""How fast conversations come in: the real ones where they are at hand, made ones otherwise."""

import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.words import Texts

SHARED = Path(os.environ.get("FORUM_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))
CAME_IN = re.compile(r"([\d,]+) posts")


def measure(folder: Path, say: Callable[[str, str], None]) -> None:
    """Import into a fresh forum through the command line."""
    threads = sorted(SHARED.glob("threads/*.threads.jsonl*")) or [_made(folder)]
    people = sorted(SHARED.glob("threads/*.users.jsonl*"))
    data = folder / "import"
    _forum(data, "migrate")
    _forum(data, "accounts", "add", "owner", "owner@example.org", "--role", "admin")
    users = [word for file in people for word in ("--users", str(file))]
    begun = time.perf_counter()
    said = _forum(data, "import", "conversations", *map(str, threads), *users)
    took = time.perf_counter() - begun
    posts = int(CAME_IN.search(said)[1].replace(",", ""))
    say("import", f"{posts:,} posts of {len(threads)} files, {posts / took:.0f} a second")
    _forum(data, "verify")
    say("time of the import", f"{took:.1f} s, and forum verify holds")


def _forum(data: Path, *words: str) -> str:
    command = (sys.executable, "-P", "-m", "forum", "--data", str(data), *words)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _made(folder: Path) -> Path:
    texts = Texts(chance := random.Random(5), blocks=200)
    file = folder / "made.threads.jsonl"
    file.write_text("\n".join(json.dumps(_thread(n, chance, texts)) for n in range(400)))
    return file


def _thread(n: int, chance: random.Random, texts: Texts) -> dict[str, object]:
    posts = [
        {
            "id": n * 10 + step,
            "author": f"Author {chance.randrange(300)}",
            "created": f"2024-03-{step + 1:02}T08:00:00",
            "score": 1,
            "url": f"https://talk.example/{n}#{step}",
            "markdown": texts.post().body,
        }
        for step in range(6)
    ]
    facts = {"site": "talk.example", "thread_id": n, "title": f"Made conversation {n}"}
    return facts | {"licence": "CC0", "tags": ["made"], "views": 5, "posts": posts}
