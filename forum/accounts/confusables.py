"""Letters that look like others, each with the plain Latin letter it is mistaken for."""
# ruff: noqa: RUF001 -- that the letters below look alike is what they are here for.

# One row for each Latin letter: what readers take for it, in small letters.
LOOK_ALIKES = {
    "a": "аαɑ",
    "b": "вβƅь",
    "c": "сϲςƈ",
    "d": "ԁđɖð",
    "e": "еҽεєɛ",
    "f": "ƒғ",
    "g": "ɡց",
    "h": "һнհħ",
    "k": "кκ",
    # In many typefaces these cannot be told apart: i, l, 1 and the capital I.
    "l": "i1іΙιɩıӏլłƖ|",
    "j": "јϳ",
    "m": "м",
    "n": "ηпոɳ",
    "o": "0оοօøσסө",
    "p": "рρþ",
    "q": "ԛգ",
    "r": "гɼ",
    "s": "ѕʂ",
    "t": "тτŧ",
    "u": "υսʋц",
    "v": "νѵ",
    "w": "ԝωɯш",
    "x": "хχ",
    "y": "уγүʏ",
    "z": "ζʐ",
}
SINGLE = {odd: plain for plain, odds in LOOK_ALIKES.items() for odd in odds}
PAIRS = {"rn": "m", "vv": "w"}
