"""Stored html made fit to be read elsewhere: whole addresses, and no character that XML forbids."""

import re

# In what the sanitiser wrote, every "<" begins a tag and every value stands in double quotes; so
# tags can be found without reading and writing the html anew, which nothing may do.
TAG = re.compile(r'<[a-z][a-z0-9]*(?:\s+[a-z-]+(?:="[^"]*")?)*\s*/?>')
ADDRESS = re.compile(r'(?<=\s)(href|src)="(?=/(?!/))')
CHOICES = re.compile(r'(?<=\s)srcset="([^"]*)"')
CHOICE = re.compile(r"(?:^|(?<=, ))(?=/(?!/))")
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def with_whole_addresses(html: str, home: str) -> str:
    """The same html, whose links and pictures also lead here from another site."""
    return TAG.sub(lambda tag: _made_whole(tag.group(), home), html)


def printable(text: str) -> str:
    """The text without characters that no XML file may hold."""
    return FORBIDDEN.sub("", text)


def _made_whole(tag: str, home: str) -> str:
    tag = ADDRESS.sub(lambda found: f"{found.group()}{home}", tag)
    return CHOICES.sub(lambda found: f'srcset="{CHOICE.sub(home, found.group(1))}"', tag)
