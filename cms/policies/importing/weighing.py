"""How much a sentence speaks to the publisher: cues weighed into a score, the score into a verdict."""

import re
from dataclasses import dataclass

from cms.policies.importing.cues import Cue, fold
from cms.policies.importing.sentences import LONGEST_SENTENCE
from cms.policies.importing.vocabulary_en import ENGLISH
from cms.policies.importing.vocabulary_kk import KAZAKH
from cms.policies.importing.vocabulary_ru import RUSSIAN

CERTAIN_FROM = 4.0
SUSPECTED_FROM = 2.75
_VOCABULARIES = (ENGLISH, RUSSIAN, KAZAKH)
_WEIGHTS: dict[Cue, float] = {
    Cue.LABEL: 6.0,
    Cue.PLAIN_LABEL: 0.5,
    Cue.EVENT: 2.5,
    Cue.LAUNCH: 3.0,
    Cue.LATER_EVENT: 0.75,
    Cue.WITHHELD: 3.0,
    Cue.ASK: 1.5,
    Cue.FILL: 1.5,
    Cue.EDIT: 0.0,
    Cue.TEXT_PART: 1.0,
    Cue.BUSINESS: 1.0,
    Cue.YOUR_BUSINESS: 2.0,
    Cue.GENUINE: 1.5,
    Cue.COUNSEL: 1.5,
    Cue.PLACEHOLDER: 3.5,
    Cue.DOUBT: 2.0,
    Cue.UNFINISHED: 2.0,
    Cue.PUBLISHER: 1.5,
    Cue.CONTENT_EVENT: -4.0,
    Cue.READER_EVENT: -2.5,
    Cue.YOUR_READER: -2.5,
    Cue.READER: -1.5,
    Cue.WE: -3.5,
    Cue.OUR: -0.75,
}
# Without one of these a sentence tells of something and asks for nothing, so it is never cut out unseen.
_DIRECTIVES = frozenset({Cue.LABEL, Cue.ASK, Cue.PLACEHOLDER, Cue.WITHHELD, Cue.UNFINISHED, Cue.FILL})
_HINTS = _DIRECTIVES | {Cue.DOUBT, Cue.EVENT, Cue.LAUNCH, Cue.GENUINE}
# These two mean the reader only where nothing speaks of the site going public.
_SOFT_IN_PUBLISHING = (Cue.READER_EVENT, Cue.READER)
_BLANK = re.compile(
    r"_{3,}|(?<!\w)[XХ]{2,4}[./-][XХ]{2,4}[./-](?:\d{2,4}|[XХ]{2,4})|(?<!\w)(?:ДД|КК|DD)[./-](?:ММ|АА|MM)[./-](?:ГГ|ЖЖ|YY)+"
    r"|[●⚫■]{1,3}(?=\s*[.,;]|\s*$)|\{\{.*?\}\}|(?<![\w.])(?:TODO|FIXME|TBD|TBC|XXX+|ХХХ+)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The score of a sentence and the cues behind it."""

    score: float
    cues: frozenset[Cue]

    @property
    def is_certain(self) -> bool:
        """Return True if the sentence surely speaks to the publisher."""
        return self.score >= CERTAIN_FROM and bool(self.cues & _DIRECTIVES)

    @property
    def is_suspected(self) -> bool:
        """Return True if a person should look at the sentence."""
        return self.score >= SUSPECTED_FROM and bool(self.cues & _HINTS)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the cues for the publisher, in alphabetical order."""
        return tuple(sorted(cue.value for cue in self.cues if _WEIGHTS[cue] > 0))


def weigh(sentence: str, *, bonus: float = 0.0) -> Verdict:
    """Return the verdict on a sentence. `bonus` comes from outside: brackets, neighbours."""
    folded = fold(sentence[:LONGEST_SENTENCE])
    cues = set[Cue]().union(*(vocabulary.cues_in(folded) for vocabulary in _VOCABULARIES))
    if Cue.LABEL in cues:
        cues.discard(Cue.PLAIN_LABEL)
    score = sum(_WEIGHTS[cue] for cue in cues) + bonus
    score += _together(cues)
    return Verdict(score, frozenset(cues))


def has_blank(sentence: str) -> bool:
    """Return True if a sentence holds a gap somebody must fill: ____, XX.XX.2026, ●, TBD."""
    return bool(_BLANK.search(sentence))


def _together(cues: set[Cue]) -> float:
    """Return what combinations add or take: an instruction to edit this very text, a real value in place of another."""
    score = 0.0
    is_about_site = bool(cues & {Cue.LAUNCH, Cue.EVENT}) and Cue.CONTENT_EVENT not in cues
    if Cue.GENUINE in cues and not cues & {Cue.EDIT, Cue.EVENT, Cue.LAUNCH, Cue.PLACEHOLDER, Cue.TEXT_PART, Cue.FILL}:
        score -= _WEIGHTS[Cue.GENUINE]  # "a working address" is asked of customers too
    speaks_for_shop = bool(cues & {Cue.WE, Cue.CONTENT_EVENT, Cue.YOUR_READER})
    speaks_for_shop = speaks_for_shop or (Cue.READER in cues and Cue.YOUR_BUSINESS not in cues)
    if {Cue.ASK, Cue.EDIT, Cue.TEXT_PART} <= cues and not speaks_for_shop:
        score += 2.0
    if {Cue.ASK, Cue.BUSINESS, Cue.TEXT_PART} <= cues and not speaks_for_shop:
        score += 1.0
    if (
        {Cue.ASK, Cue.GENUINE} <= cues
        and cues & {Cue.EDIT, Cue.TEXT_PART, Cue.LAUNCH, Cue.FILL}
        and not speaks_for_shop
    ):
        score += 1.0
    if (
        {Cue.COUNSEL, Cue.ASK} <= cues
        and cues & {Cue.TEXT_PART, Cue.BUSINESS, Cue.YOUR_BUSINESS}
        and not speaks_for_shop
    ):
        score += 0.5
    if is_about_site and Cue.ASK in cues and cues & {Cue.BUSINESS, Cue.TEXT_PART, Cue.COUNSEL, Cue.YOUR_BUSINESS}:
        score += 1.0
    if is_about_site and Cue.YOUR_READER not in cues:
        score += sum(-_WEIGHTS[cue] * 0.6 for cue in _SOFT_IN_PUBLISHING if cue in cues)
    if {Cue.DOUBT, Cue.WE} <= cues:
        score -= _WEIGHTS[Cue.WE]  # "not sure we can …": colleagues speak so, a shop does not
    if {Cue.EVENT, Cue.LAUNCH} <= cues:
        score -= 1.5
    return score
