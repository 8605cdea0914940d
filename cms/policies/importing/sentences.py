"""Sentences, bracketed asides and clauses of one paragraph, as spans."""

import re
from dataclasses import dataclass

_ABBREVIATIONS = frozenset(
    (
        "e.g", "i.e", "etc", "no", "art", "sec", "p", "pp", "inc", "ltd", "co", "corp", "mr", "mrs", "dr", "st",
        "vs", "approx", "tel", "fax", "cf", "al", "viz", "т.е", "т.д", "т.п", "т.к", "т.н", "т.ч", "др", "пр",
        "см", "ст", "п", "пп", "г", "гг", "ул", "д", "кв", "оф", "тел", "руб", "тг", "тыс", "млн", "им", "стр",
        "рис", "абз", "напр", "ред", "ч", "т.б", "т.с.с", "б", "бб", "м", "ж", "қ", "кв.м", "көш", "үй", "ж.б",
        "т.т"
    )
)  # fmt: skip
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=(?P<space>\s+))")
_PAIRS = {"[": "]", "{": "}", "(": ")", "<": ">", "‹": "›", "【": "】"}
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
_COMMENTS = {"<!--": "-->", "/*": "*/", "{{": "}}", "<<": ">>", "[[": "]]", "{#": "#}", "{%": "%}"}
LONGEST_SENTENCE = 2_000  # characters; beyond, a text has no full stops and nothing is told from its clauses
_CLAUSE = re.compile(r"\s+[—–-]\s+|;\s+|,\s+")


@dataclass(frozen=True, slots=True)
class Aside:
    """A bracketed part: `start` to `end` with its brackets, `inner` its text, `opener` its opening bracket."""

    start: int
    end: int
    inner: str
    opener: str


def asides(text: str) -> list[Aside]:
    """Return the outermost bracketed parts and comments of a text; what never closes is none."""
    closing = _closing(text)
    found: list[Aside] = []
    at = 0
    while at < len(text):
        opener, end = closing.get(at, ("", 0))
        if opener:
            closer = len(_COMMENTS.get(opener, " "))
            found.append(Aside(at, end, text[at + len(opener) : end - closer], opener))
            at = end
        else:
            at += 1
    return found


def _closing(text: str) -> dict[int, tuple[str, int]]:
    """Return for the place of each opening sign the sign and the end of its part, found in one pass."""
    closing: dict[int, tuple[str, int]] = {}
    open_places: dict[str, list[int]] = {opener: [] for opener in _PAIRS}
    for at, sign in enumerate(text):
        if sign in _PAIRS:
            open_places[sign].append(at)
        elif sign in _OPENERS and open_places[_OPENERS[sign]]:
            closing[open_places[_OPENERS[sign]].pop()] = (_OPENERS[sign], at + 1)
    for opener, closer in _COMMENTS.items():
        at = text.find(opener)
        while at >= 0 and (end := text.find(closer, at + len(opener))) >= 0:
            closing[at] = (opener, end + len(closer))
            at = text.find(opener, end)
    return closing


def sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, white space after it left out; brackets are never divided."""
    closed = [(aside.start, aside.end) for aside in asides(text)]
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        end = found.end()
        if _is_inner(text, found, closed):
            continue
        spans.append((start, end))
        start = end + len(found["space"])
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans


def _is_inner(text: str, found: re.Match[str], closed: list[tuple[int, int]]) -> bool:
    if any(start < found.start() and found.end() < end for start, end in closed):
        return True
    following = text[found.end() : found.end() + 40].lstrip()[:1]
    if following.islower() or following in {"", ")", ",", ";"}:
        return True
    if found.group()[0] != ".":
        return False
    word = re.search(r"[\w.]+$", text[max(0, found.start() - 40) : found.start()])
    token = word.group().casefold() if word else ""
    if token in {"г", "ж", "гг"} and re.search(r"\d{4}\s*\w+$", text[max(0, found.start() - 40) : found.start()]):
        return False  # "… 2026 г. Next sentence": a year ends the sentence more often than a town begins after it
    return token in _ABBREVIATIONS or (len(token) == 1 and token.isalpha() and not following.isdigit())


def clause_breaks(sentence: str) -> list[tuple[int, int, str]]:
    """Return (end of the first part, start of the second, separator) at dashes, semicolons, commas outside brackets."""
    if len(sentence) > LONGEST_SENTENCE:
        return []
    closed = [(aside.start, aside.end) for aside in asides(sentence)]
    return [
        (found.start(), found.end(), found.group().strip())
        for found in _CLAUSE.finditer(sentence)
        if not any(start < found.start() < end for start, end in closed)
    ]
