"""Publisher's notes in one paragraph: which spans speak to the publisher, surely or perhaps."""

import re
from dataclasses import dataclass

from cms.policies.importing.cues import Cue
from cms.policies.importing.sentences import Aside, asides, clause_breaks, sentences
from cms.policies.importing.weighing import Verdict, has_blank, weigh

_ALWAYS = frozenset({"<!--", "/*", "{#", "{%"})  # comments: no reader is meant to see what stands in them
_SQUARE = frozenset({"[", "{", "<", "‹", "【", "[[", "{{", "<<"})
_SLASHES = re.compile(r"(?://|#\s|%%)\s?\S")
_NOT_BLANK = re.compile(
    r"\W*(?:\d{1,3}|[a-zа-я]|sic|at|dot|email\s*protected|https?:.*|www\..*|[^\s@]+@[^\s@]+|(?:see|см|қараңыз|section|раздел).*)\W*$",
    re.IGNORECASE,
)
_SELF_NAMING = re.compile(
    r"\W*(?:the|далее|hereinafter|бұдан әрі|әрі қарай|together)\b|[“\"«„].*[”\"»“]", re.IGNORECASE
)
_FACT = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w|\d{12}|https?://|\+7")
_VERBAL_NOUN = re.compile(r"\w{2,}(?:у|ю|ты|ті|ды|ді)$")


@dataclass(frozen=True, slots=True)
class Finding:
    """A span of a paragraph that is a note."""

    start: int
    end: int
    is_certain: bool
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mood:
    """What the lines above say of this one: inside a note that names its reader and goes on in a list."""

    is_noted: bool = False


def find_notes(text: str, *, mood: Mood | None = None, only_asides: bool = False) -> list[Finding]:
    """Return the notes of one paragraph in order, none overlapping.

    `only_asides` is for headings and titles: they are judged by what stands in brackets.
    """
    if mood and mood.is_noted and not _speaks_for_shop(weigh(text)):
        return [Finding(0, len(text), is_certain=True, cues=(Cue.LABEL.value,))] if text.strip() else []
    if _SLASHES.match(text) and weigh(text).is_suspected:
        return [Finding(0, len(text), is_certain=True, cues=weigh(text).names)]
    found = [] if only_asides else _by_sentences(text)
    for aside in asides(text):
        if any(note.is_certain and note.start <= aside.start and aside.end <= note.end for note in found):
            continue
        made = _of_aside(aside)
        if made is not None:
            found = [note for note in found if note.is_certain or note.end <= made.start or made.end <= note.start]
            found.append(made)
    return sorted(found, key=lambda note: note.start)


def opens_list(text: str) -> bool:
    """Return True if a paragraph is a labelled note that ends in a colon, so the list under it belongs to it."""
    verdict = weigh(text)
    return (
        text.rstrip().endswith(":") and verdict.is_certain and bool({Cue.LABEL, Cue.EVENT, Cue.LAUNCH} & verdict.cues)
    )


def is_label(text: str) -> bool:
    """Return True if a heading names notes to the publisher, so its section is made of them."""
    verdict = weigh(f"{text}:")
    return Cue.LABEL in verdict.cues


def _by_sentences(text: str) -> list[Finding]:
    spans = sentences(text)
    verdicts = [weigh(_without_own_asides(text[start:end])) for start, end in spans]
    if spans and Cue.LABEL in verdicts[0].cues and verdicts[0].is_certain:
        return _labelled(spans, verdicts)
    found: list[Finding] = []
    for at, (start, end) in enumerate(spans):
        verdict = verdicts[at]
        neighbours = [verdicts[other] for other in (at - 1, at + 1) if 0 <= other < len(spans)]
        if not verdict.is_certain and verdict.is_suspected and any(other.is_certain for other in neighbours):
            verdict = weigh(_without_own_asides(text[start:end]), bonus=1.5)
        if verdict.is_certain:
            found.append(_narrowed(text, start, end, verdict))
        elif verdict.is_suspected or has_blank(_without_own_asides(text[start:end])):
            found.append(Finding(start, end, is_certain=False, cues=verdict.names or (Cue.PLACEHOLDER.value,)))
    return found


def _labelled(spans: list[tuple[int, int]], verdicts: list[Verdict]) -> list[Finding]:
    """Return one note from the label to the last sentence that does not turn back to the reader."""
    last = 0
    while last + 1 < len(spans) and not _speaks_for_shop(verdicts[last + 1]):
        last += 1
    return [Finding(spans[0][0], spans[last][1], is_certain=True, cues=verdicts[0].names)] + [
        Finding(start, end, is_certain=verdict.is_certain, cues=verdict.names)
        for (start, end), verdict in zip(spans[last + 1 :], verdicts[last + 1 :], strict=True)
        if verdict.is_suspected
    ]


def _speaks_for_shop(verdict: Verdict) -> bool:
    return verdict.score < 1 and bool({Cue.WE, Cue.OUR, Cue.YOUR_READER, Cue.READER, Cue.CONTENT_EVENT} & verdict.cues)


def _narrowed(text: str, start: int, end: int, verdict: Verdict) -> Finding:
    """Return the note without the part of its sentence that tells the reader something (an address, a fact)."""
    sentence = text[start:end]
    for first_end, second_start, separator in clause_breaks(sentence):
        head, tail = sentence[:first_end], sentence[second_start:]
        head_verdict, tail_verdict = weigh(head), weigh(tail)
        tells = bool(_FACT.search(head)) or bool({Cue.WE, Cue.OUR} & head_verdict.cues)
        is_divided = separator != "," or tells
        is_plain = head_verdict.score <= (1.75 if tells else 0.5) and not head_verdict.cues & {Cue.EDIT, Cue.FILL}
        if is_divided and tail_verdict.is_certain and is_plain and (tells or separator == ";" or len(head.split()) > 3):
            dash = first_end + len(sentence[first_end:]) - len(sentence[first_end:].lstrip())
            dash = second_start if separator == ";" else dash
            return Finding(start + dash, end, is_certain=True, cues=tail_verdict.names)
        if separator != "," and head_verdict.is_certain and {Cue.WE, Cue.YOUR_READER} & tail_verdict.cues:
            return Finding(start, start + second_start, is_certain=True, cues=head_verdict.names)
    return Finding(start, end, is_certain=True, cues=verdict.names)


def _without_own_asides(sentence: str) -> str:
    """Return a sentence without bracketed parts, unless nothing but them is there."""
    kept = sentence
    for aside in reversed(asides(sentence)):
        if aside.opener in _SQUARE or aside.opener in _ALWAYS or aside.opener == "(":
            kept = kept[: aside.start] + " " + kept[aside.end :]
    label = weigh(sentence)
    if Cue.LABEL in label.cues:
        return sentence
    return kept if re.search(r"\w", kept) else ""


def _of_aside(aside: Aside) -> Finding | None:
    inner = aside.inner.strip()
    if aside.opener in _ALWAYS:
        return Finding(aside.start, aside.end, is_certain=True, cues=("comment",))
    parts = [inner[start:end] for start, end in sentences(inner)] or [inner]
    is_square = aside.opener in _SQUARE
    best = max((weigh(part, bonus=2.5 if is_square else 0.75) for part in [inner, *parts]), key=lambda made: made.score)
    directive = best.cues & {Cue.ASK, Cue.FILL, Cue.LABEL, Cue.WITHHELD, Cue.COUNSEL, Cue.UNFINISHED, Cue.PLACEHOLDER}
    if best.is_certain and directive:
        return Finding(aside.start, aside.end, is_certain=True, cues=best.names)
    if is_square:
        return _of_square(aside, inner, best)
    if best.score >= 3 or has_blank(inner):
        return Finding(aside.start, aside.end, is_certain=False, cues=best.names or (Cue.PLACEHOLDER.value,))
    return None


def _of_square(aside: Aside, inner: str, best: Verdict) -> Finding | None:
    if (
        _NOT_BLANK.match(inner)
        or _SELF_NAMING.match(inner)
        or re.match(r"/?\w+(?:\s+\w+=.*)?/?$", inner)
        and aside.opener == "<"
    ):
        return None
    if {Cue.WE, Cue.YOUR_READER} & best.cues and not best.is_suspected:
        return None
    last = inner.rstrip(" .…:").rsplit(maxsplit=1)[-1:] or [""]
    if Cue.FILL in best.cues or (Cue.EDIT in best.cues and _VERBAL_NOUN.match(last[0])):
        return Finding(aside.start, aside.end, is_certain=True, cues=best.names)
    return Finding(aside.start, aside.end, is_certain=False, cues=(Cue.PLACEHOLDER.value,))
