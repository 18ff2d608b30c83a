"""How kind or angry the words of a text are, by short lists of our own in English and German."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NOT = _words(
    """
    not no never don't doesn't isn't wasn't can't nicht kein keine keinen nie
    """
)
_KIND = _words(
    """
    amazing awesome beautiful best brilliant delicious easy enjoy enjoyed excellent
    fantastic fine friendly fun glad good great happy helped helpful impressed kind lovely
    love loved nice perfect pleased recommend reliable solved superb sweet tasty thank
    thanks thankful useful wonderful works danke dankbar einfach empfehlen freundlich
    freue freut froh genial gut gute guter gutes herrlich hilfreich klasse lecker liebe
    lieben lob prima schön schöne schöner super spitze tolle toll wunderbar wunderschön
    zufrieden zuverlässig perfekt
    """
)
_ANGRY = _words(
    """
    angry annoyed annoying awful bad broke broken bug complain complaint crap damn
    dangerous defect defective disappointed disappointing disappointment disgusting dirty
    disaster dreadful fail failed fails failure fake fraud garbage hate hated horrible
    idiot ignored joke junk leak leaking liar lie mess nasty never nightmare pathetic poor
    problem refund ridiculous ripoff rubbish rude scam shame shit slow stolen stupid suck
    sucks terrible trash ugly unacceptable unfair unhappy upset useless waste wasted worse
    worst wrong ärgerlich beschwerde betrug betrüger blöd defekt dreck dumm ekelhaft
    enttäuscht enttäuschend enttäuschung falsch fehler frech furchtbar gefährlich
    grauenhaft hasse hässlich kaputt katastrophe lüge lügner lächerlich mangelhaft mies
    mist müll nervt nutzlos peinlich problem reklamation schade schlecht schlechte
    schlechter schlimm schlimmer schrecklich scheiße schrott unverschämt unmöglich
    unfreundlich unzufrieden verschwendung wertlos wütend ärger
    """
)
# Few words say little: one angry word in a long text is no angry text.
_PULL = 2.0


def mood_of(text: str) -> int:
    """From -100 (angry) to 100 (kind); 0 where no word tells. Its errors stand in the docs."""
    kind = angry = 0
    turned = False
    for word in _WORD.findall(text.lower()):
        if word in _NOT:
            turned = True
            continue
        is_kind, is_angry = word in _KIND, word in _ANGRY
        kind += is_angry if turned else is_kind
        angry += is_kind if turned else is_angry
        turned = turned and not (is_kind or is_angry)
    told = kind + angry
    return round(100 * (kind - angry) / (told + _PULL)) if told else 0
