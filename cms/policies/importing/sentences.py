"""Sentences, bracketed asides and clauses of one paragraph, as spans."""

import re
from dataclasses import dataclass

_ABBREVIATIONS = frozenset(
    "e.g i.e etc no art sec p pp inc ltd co corp mr mrs dr st vs approx tel fax cf al viz "
    "т.е т.д т.п т.к т.н т.ч др пр см ст п пп г гг ул д кв оф тел руб тг тыс млн им стр рис абз напр ред ч "
    "т.б т.с.с б бб м ж қ кв.м көш үй ж.б т.т".split()
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_PAIRS = (("[", "]"), ("{", "}"), ("(", ")"), ("<", ">"), ("‹", "›"), ("【", "】"))
_COMMENTS = (("<!--", "-->"), ("/*", "*/"), ("{{", "}}"), ("<<", ">>"), ("[[", "]]"), ("{#", "#}"), ("{%", "%}"))
_CLAUSE = re.compile(r"\s+[—–-]\s+|;\s+|,\s+")


@dataclass(frozen=True, slots=True)
class Aside:
    """A bracketed part: `start` to `end` with its brackets, `inner` its text, `opener` its opening bracket."""

    start: int
    end: int
    inner: str
    opener: str


def asides(text: str) -> list[Aside]:
    """Return the outermost bracketed parts of a text; a bracket that never closes runs to the end if it is square."""
    found: list[Aside] = []
    at = 0
    while at < len(text):
        made = _aside_at(text, at)
        if made is None:
            at += 1
        else:
            found.append(made)
            at = made.end
    return found


def _aside_at(text: str, at: int) -> Aside | None:
    for opener, closer in _COMMENTS:
        if text.startswith(opener, at):
            end = text.find(closer, at + len(opener))
            if end >= 0:
                return Aside(at, end + len(closer), text[at + len(opener) : end], opener)
    for opener, closer in _PAIRS:
        if text[at] != opener:
            continue
        depth = 0
        for index in range(at, len(text)):
            depth += (text[index] == opener) - (text[index] == closer)
            if depth == 0:
                return Aside(at, index + 1, text[at + 1 : index], opener)
    return None


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
        start = end + len(text[end:]) - len(text[end:].lstrip())
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans


def _is_inner(text: str, found: re.Match[str], closed: list[tuple[int, int]]) -> bool:
    if any(start < found.start() and found.end() < end for start, end in closed):
        return True
    following = text[found.end() :].lstrip()[:1]
    if following.islower() or following in {"", ")", ",", ";"}:
        return True
    if found.group()[0] != ".":
        return False
    word = re.search(r"[\w.]+$", text[: found.start()])
    token = word.group().casefold() if word else ""
    if token in {"г", "ж", "гг"} and re.search(r"\d{4}\s*\w+$", text[: found.start()]):
        return False  # "… 2026 г. Next sentence": a year ends the sentence more often than a town begins after it
    return token in _ABBREVIATIONS or (len(token) == 1 and token.isalpha() and not following.isdigit())


def clause_breaks(sentence: str) -> list[tuple[int, int, str]]:
    """Return (end of the first part, start of the second, separator) for each dash, semicolon and comma outside brackets."""
    closed = [(aside.start, aside.end) for aside in asides(sentence)]
    return [
        (found.start(), found.end(), found.group().strip())
        for found in _CLAUSE.finditer(sentence)
        if not any(start < found.start() < end for start, end in closed)
    ]
