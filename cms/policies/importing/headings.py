"""Which lines are the numbered top-level headings.

Each line that opens with a number is a *candidate*; its looks give a score (short, capitalised, no full stop, blank
lines around, body under it, against list items and contents lines); then the best chain of rising numbers wins.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from cms.policies.importing.lines import BULLET, RULE, SUBNUMBER, Stretch, flat

MINIMUM_HEADINGS = 2
LOOK_BACK = 250  # numbered lines between two headings; more are no policy, and all pairs take minutes
MINIMUM_CONTENTS = 3  # entries; two equal titles are rather a repeated heading
_WORDS = "section|article|clause|part|chapter|раздел|статья|глава|часть|пункт|бөлім|тарау|бап"
_ROMAN = "[IVXLCDMІХСМ]{1,8}"
_SIGNS = r"(?P<hash>#{1,6}[ \t]+)?(?P<bold>\*\*|__)?"
_SPACE = r"[ \t\u00a0\u2009\u202f]"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (style, re.compile(_SIGNS + pattern + r"(?P<title>.*)$", re.IGNORECASE if style in ("word", "suffix") else 0))
    for style, pattern in (
        (
            "suffix",
            rf"(?P<number>\d{{1,3}}|{_ROMAN}){_SPACE}*[-–—]?{_SPACE}*(?:ші|шы)?{_SPACE}*(?:бөлім|тарау|бап"
            rf"|раздел|статья|глава)\b[.:)]?{_SPACE}*[-–—]?{_SPACE}*",
        ),
        (
            "word",
            rf"(?:{_WORDS}){_SPACE}+(?:№{_SPACE}*)?(?P<number>\d{{1,3}}"
            rf"|{_ROMAN})\b(?!\.\d)[.:)]?{_SPACE}*[-–—]?{_SPACE}*",
        ),
        ("sign", rf"§{_SPACE}*(?P<number>\d{{1,3}}|{_ROMAN})\b(?!\.\d)[.:)]?{_SPACE}*[-–—]?{_SPACE}*"),
        ("dot", rf"(?P<number>\d{{1,3}})\.(?!\d)(?:0\b)?{_SPACE}*[-–—]?{_SPACE}*"),
        ("round", rf"\(?(?P<number>\d{{1,3}})\){_SPACE}*[-–—]?{_SPACE}*"),
        ("dash", rf"(?P<number>\d{{1,3}}){_SPACE}*[-–—:|]{_SPACE}*(?=[^\d\s])"),
        ("roman", rf"(?P<number>{_ROMAN}){_SPACE}*[.):–—-]{_SPACE}*[-–—]?{_SPACE}*"),
        ("bare", rf"(?P<number>\d{{1,3}}){_SPACE}+(?=[^\W\d_])"),
    )
)
_SENTENCE_END = re.compile(r"[.!?](?:[\"”»)])?\s+(?=[\"“«(]?[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ])")
_LEADERS = re.compile(r"(?:(?<![.…·_])[.…·_]{3,}|(?<!\s)\s{3,}|\t)\s*\d{1,3}$")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_TO_LATIN = str.maketrans("ІХСМ", "IXCM")
_BARE_NUMBER_STYLES = frozenset({"dot", "round", "dash", "bare", "roman"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A candidate: `index` of its stretch, `title_at` where its title starts, `extra` if that is the next line."""

    index: int
    style: str
    number: str
    ordinal: int
    title: str
    title_at: int
    score: float = 0.0
    extra: bool = False
    run_in: bool = False


def find_headings(lines: list[Stretch]) -> tuple[list[Heading], set[int]]:
    """Return the top-level headings in order, and the indexes of the lines of a table of contents.

    The list is empty or shorter than two if the text has no numbered headings.
    """
    candidates = [found for index in range(len(lines)) if (found := _candidate(lines, index)) is not None]
    contents = _contents(lines, candidates)
    real = [candidate for candidate in candidates if candidate.index not in contents]
    indents: dict[str, int] = {}
    for found in real:
        indents[found.style] = min(lines[found.index].indent, indents.get(found.style, 1_000))
    scores = [_score(lines, real, at, indents[found.style]) for at, found in enumerate(real)]
    chain = _best_chain([replace(found, score=score) for found, score in zip(real, scores, strict=True)])
    if len(chain) < MINIMUM_HEADINGS:
        # Some texts run the heading into its paragraph: "1. Operator. The shop is run by …".
        short = [_run_in(lines[found.index], found) for found in real]
        chain = _best_chain([found for found in short if found.score > 0])
    return (chain if len(chain) >= MINIMUM_HEADINGS else []), contents


def roman(number: str) -> int | None:
    """Return the value of a Roman numeral (Cyrillic look-alikes allowed), None if it is none."""
    digits = [_ROMAN_DIGITS.get(sign, 0) for sign in number.upper().translate(_TO_LATIN)]
    if not digits or 0 in digits:
        return None
    value = sum(-a if a < b else a for a, b in pairwise([*digits, 0]))
    return value if 0 < value < 100 and _in_roman(value) == number.upper().translate(_TO_LATIN) else None


def _in_roman(value: int) -> str:
    signs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for worth, sign in signs:
        written += sign * (value // worth)
        value %= worth
    return written


def _candidate(lines: list[Stretch], index: int) -> Heading | None:
    line = lines[index]
    content = line.content
    if SUBNUMBER.match(content.lstrip("#* ")):
        return None
    for style, pattern in _PATTERNS:
        found = pattern.match(content.replace("\n", " ").replace("\x0b", " "))
        if found is None:
            continue
        number = found["number"]
        ordinal = int(number) if number.isdigit() else roman(number)
        if ordinal is None or not 0 < ordinal < 200:
            continue
        if found["hash"] or found["bold"]:
            style = f"#{style}"
        title = flat(found["title"]).strip("*_# ").strip()
        made = Heading(index, style, number, ordinal, title, line.first + found.start("title"))
        return made if title else _two_lines(lines, made)
    return None


def _two_lines(lines: list[Stretch], heading: Heading) -> Heading | None:
    # "Section 3" on one line and its title on the next.
    if heading.index + 1 >= len(lines):
        return heading if heading.style.strip("#") in ("word", "sign", "suffix") else None
    following = lines[heading.index + 1]
    title = following.flat
    is_title = (
        len(title) <= 90 and not title.endswith((".", ";", ",", ":")) and _candidate(lines, heading.index + 1) is None
    )
    if is_title and not SUBNUMBER.match(title) and not BULLET.match(title) and title[:1].isupper():
        return replace(heading, title=title, title_at=following.first, extra=True)
    return heading if heading.style.strip("#") in ("word", "sign", "suffix") else None


def _contents(lines: list[Stretch], candidates: list[Heading]) -> set[int]:
    """Return the lines of a table of contents: a run of titles that come again later, or end in page numbers."""
    later: dict[str, int] = {}
    for candidate in candidates:
        later[_key(candidate.title)] = candidate.index
    entries: list[Heading] = []
    for candidate in candidates:
        is_entry = later[_key(candidate.title)] > candidate.index or _LEADERS.search(lines[candidate.index].content)
        if entries and not _is_next_entry(lines, entries[-1], candidate):
            if len(entries) >= MINIMUM_CONTENTS:
                break
            entries = []
        if is_entry:
            entries.append(candidate)
    if len(entries) < MINIMUM_CONTENTS:
        return set()
    # Sub-entries ("3.1 … 5") between the entries belong to the contents.
    return set(range(entries[0].index, entries[-1].index + 1))


def _is_next_entry(lines: list[Stretch], previous: Heading, candidate: Heading) -> bool:
    between = lines[previous.index + 1 : candidate.index]
    are_entries = all(SUBNUMBER.match(line.content) or _LEADERS.search(line.content) for line in between)
    return are_entries and candidate.ordinal > previous.ordinal


def _key(title: str) -> str:
    return re.sub(r"\W+", " ", _LEADERS.sub("", title)).strip().casefold().rstrip("0123456789 ")


def _score(lines: list[Stretch], candidates: list[Heading], at: int, indent: int) -> float:
    candidate = candidates[at]
    line = lines[candidate.index]
    score = _looks(candidate) + (1.0 if line.blank_before else 0.0) + (0.5 if line.blank_after else 0.0)
    follower = candidate.index + (2 if candidate.extra else 1)
    if at + 1 < len(candidates) and candidates[at + 1].index == follower:
        score -= 2.5 if candidate.style == candidates[at + 1].style else 1.0
    elif follower < len(lines):
        score += 1.0
        score += 1.0 if RULE.match(lines[follower].content) else 0.0
        opener = SUBNUMBER.match(lines[follower].content)
        score += 1.5 if opener and opener[1].split(".")[0] == str(candidate.ordinal) else 0.0
    score -= _list_signs(lines, candidates, at)
    return score - (1.5 if line.indent > indent + 1 else 0.0)


def _looks(candidate: Heading) -> float:
    title = candidate.title
    words = len(title.split())
    style = candidate.style.strip("#")
    score = {"suffix": 4.0, "word": 4.0, "sign": 4.0, "roman": 1.0, "bare": -1.0, "dash": -0.5}.get(style, 0.0)
    score += 3.0 if candidate.style.startswith("#") else 0.0
    letters = [sign for sign in title if sign.isalpha()]
    if letters and len(letters) > 3 and all(sign.isupper() for sign in letters):
        score += 2.0
    if not title:
        return score
    score += 1.0 if len(title) <= 80 else -1.0 if len(title) <= 120 else -3.0
    score -= 3.0 if words > 16 else 1.5 if words > 12 else 0.0
    score += 0.5 if title[0].isupper() or title[0] in '«“"[(' else -3.0
    if title[0].islower() and title.endswith((".", "!")):
        return score - 4.0  # "Section 5 is not ready yet." speaks of a section and opens none
    if title.endswith((";", ",")):
        score -= 4.0
    elif title.endswith("."):
        score -= 3.0 if words > 8 else 0.75
    elif title.endswith(":"):
        score -= 1.5
    else:
        score += 1.0
    return score - (2.0 if _SENTENCE_END.search(title) else 0.0)


def _list_signs(lines: list[Stretch], candidates: list[Heading], at: int) -> float:
    """Return how much a candidate looks like an item: led in by a colon, or right under another item."""
    against = 0.0
    run = at
    while run > 0 and _is_right_after(candidates[run - 1], candidates[run]):
        run -= 1
    if run < at:
        against += 1.5
    opener = candidates[run].index
    if (
        candidates[at].style.strip("#") in _BARE_NUMBER_STYLES
        and opener > 0
        and lines[opener - 1].content.endswith(":")
    ):
        against += 3.0
    return against


def _is_right_after(previous: Heading, candidate: Heading) -> bool:
    return (
        previous.style == candidate.style
        and previous.index + (2 if previous.extra else 1) == candidate.index
        and candidate.ordinal == previous.ordinal + 1
    )


def _run_in(line: Stretch, candidate: Heading) -> Heading:
    end = _SENTENCE_END.search(candidate.title)
    opening = candidate.title[: end.start() + 1] if end else candidate.title
    words = len(opening.split())
    is_heading = end is not None and words <= 10 and opening[:1].isupper() and line.indent < 4
    score = 2.0 + (1.0 if line.blank_before else 0.0) if is_heading else -1.0
    return replace(candidate, title=opening.rstrip("."), score=score, run_in=is_heading)


def _best_chain(candidates: list[Heading]) -> list[Heading]:
    """Return the chain with the highest sum of scores and steps (dynamic programming over all pairs)."""
    best: list[tuple[float, int]] = []
    for at, candidate in enumerate(candidates):
        start = 1.0 if candidate.ordinal == 1 else 0.0 if candidate.ordinal == 2 else -1.5
        value, back = start, -1
        for earlier in range(max(0, at - LOOK_BACK), at):
            step = best[earlier][0] + _step(candidates[earlier], candidate)
            if step > value:
                value, back = step, earlier
        best.append((value + candidate.score, back))
    if not best:
        return []
    at = max(range(len(best)), key=lambda index: best[index][0])
    chain = []
    while at >= 0:
        chain.append(candidates[at])
        at = best[at][1]
    return chain[::-1]


def _step(previous: Heading, candidate: Heading) -> float:
    difference = candidate.ordinal - previous.ordinal
    value = 0.0 if previous.style == candidate.style else -2.0
    if difference == 1:
        return value + 1.5
    if difference > 1:
        return value + max(-3.5, -1.0 * (difference - 1))
    return value + (-2.5 if difference == 0 else -3.5)
