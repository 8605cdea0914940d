"""Is the difference between two texts a matter of spelling, or may it mean something?

A pure function for kk, ru and en without a dictionary, so it leans to one side: what it calls typographic changes
blanks, punctuation, capitals, or at most two characters of a word in a way that no number, no negation and no short
word can hide behind. Everything else counts as a change of meaning.
"""

from __future__ import annotations

import re
import unicodedata

TYPO_CHARACTERS = 2  # of one word that may differ
LETTERS_FOR_ONE = 4  # a word this long may differ in one character, twice as long in two
# A one-word negation; short words ask anyway, these are here for their longer forms.
NEGATIONS = frozenset(
    {"no", "not", "never", "none", "neither", "nor", "without", "cannot"}
    | {"нет", "не", "ни", "без", "никогда", "нельзя", "кроме"}
    | {"жоқ", "емес", "ешқашан", "болмайды"}
)
PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis", "не", "ни", "без", "бес", "бей", "анти")
KAZAKH_SYLLABLES = ("ма", "ме", "ба", "бе", "па", "пе")  # of negation, put into a verb
#: Words that are a letter or two apart and mean different things, by their beginnings: states, people, settings.
CONFUSED = (
    *(("iran", "iraq"), ("ireland", "iceland"), ("slovak", "sloven"), ("minor", "miner"), ("prescri", "proscri")),
    *(("иран", "ирак"), ("ирланд", "исланд"), ("словак", "словен"), ("включ", "выключ"), ("вклад", "выклад")),
)
_NUMBER = re.compile(
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand"
    r"|од(?:ин|н[аоуи]|ного|ной|ному|ним)|дв(?:а|е|ух|ум|умя)|тр(?:и|ех|ем|емя)|четыр(?:е|ех|ем|ьмя)"
    r"|(?:пят|шест|сем|восем|восьм|девят|десят)(?:ь|и|ью)|(?:один|две|три|четыр|пят|шест|сем|восем|девят)надцат(?:ь|и|ью)"
    r"|(?:два|три)дцат(?:ь|и|ью)|сорока?|(?:пять|шесть|семь|восемь)десят|девяност[оа]|ст[оа]|двести|тысяч[аи]?"
    r"|бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|он|жиырма|отыз|қырық|елу|алпыс|жетпіс|сексен|тоқсан|жүз|мың"
)
_KAZAKH_NEGATION = re.compile(r"(?<=..)(?:[мбп][ае]й|с[ыі]з)")  # келіспеймін, деректерсіз; never opens a word
_WORD = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+|[^\w\s]")


def is_typographic(before: str, after: str) -> bool:
    """Say whether the two texts differ in blanks, punctuation, capitals or small misspellings only (or not at all)."""
    was, now = _words(before), _words(after)
    if [word for word in was if word[0].isdigit()] != [word for word in now if word[0].isdigit()]:
        return False
    if "".join(was) == "".join(now):
        return _negations(was) == _negations(now) or was == now
    return len(was) == len(now) and all(map(_is_same_word, was, now))


def _words(text: str) -> list[str]:
    """Return words, numbers and signs that mean something (%, +, ₸) in order, without punctuation and capitals."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").replace("\u00ad", "")
    folded = re.sub(r"(?<=[^\W\d_])['\u2019\u02bc](?=[^\W\d_])", "", folded)  # don't, п'ять: one word
    folded = re.sub(r"(?<=[^\W\d_])[-\u2010\u2011](?=[^\W\d_])", "", folded)  # e-mail is email
    return [word for word in _WORD.findall(folded) if not unicodedata.category(word[0]).startswith("P") or word == "%"]


def _negations(words: list[str]) -> int:
    return sum(word in NEGATIONS for word in words)


def _is_same_word(before: str, after: str) -> bool:
    if before == after:
        return True
    if not before.isalpha() or not after.isalpha() or before in NEGATIONS or after in NEGATIONS:
        return False
    # People misspell inside a word; another first letter is mostly another word (your, our; нашим, вашим).
    if before[0] != after[0] or _is_negated(before, after) or _is_negated(after, before):
        return False
    if _is_another(before, after):
        return False
    allowed = min(TYPO_CHARACTERS, min(len(before), len(after)) // LETTERS_FOR_ONE)
    return _distance(before, after) <= allowed


def _is_another(before: str, after: str) -> bool:
    """Say whether two words that look alike are two words that everybody tells apart: numbers, names, opposites."""
    if _NUMBER.fullmatch(before) and _NUMBER.fullmatch(after):
        return True
    return any(
        before.startswith(one) and after.startswith(other) or before.startswith(other) and after.startswith(one)
        for one, other in CONFUSED
    )


def _is_negated(plain: str, other: str) -> bool:
    """Say whether `other` is `plain` with a negation put before or into it."""
    if other == plain + "nt" or any(other == prefix + plain for prefix in PREFIXES):
        return True
    if len(_KAZAKH_NEGATION.findall(plain)) != len(_KAZAKH_NEGATION.findall(other)):
        return True
    return any(
        other[:place] + other[place + len(syllable) :] == plain
        for syllable in KAZAKH_SYLLABLES
        for place in range(len(other))
        if other.startswith(syllable, place)
    )


def _distance(before: str, after: str) -> int:
    """Return how many characters must be put in, left out, replaced or swapped with their neighbour."""
    rows: list[list[int]] = [list(range(len(after) + 1))]
    for i, left in enumerate(before, start=1):
        row = [i]
        for j, right in enumerate(after, start=1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == after[j - 2] and before[i - 2] == right:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
