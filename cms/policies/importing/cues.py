"""Cues: the linguistic signs by which a publisher's note and a sentence to the reader are told apart."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Cue(StrEnum):
    """One kind of sign. The value is its name in `Note.cues`."""

    LABEL = "label"  # "Note to publisher:", "Примечание для редактора"
    PLAIN_LABEL = "plain_label"  # "Note:", which readers get too
    EVENT = "publishing"  # "before publishing", "до опубликования"
    LAUNCH = "launch"  # going live, launch, production: said of sites, not of reviews
    LATER_EVENT = "after_publishing"  # "once published"
    WITHHELD = "withheld"  # "not for publication", "internal use only"
    ASK = "instruction"  # an imperative or "must be …" with a drafting verb
    FILL = "fill_in"  # insert, fill in, specify
    EDIT = "edit"  # replace, delete, adapt, rewrite
    TEXT_PART = "part_of_the_text"  # "this e-mail", "the paragraph above", "wording"
    BUSINESS = "business"  # vendors, processors, agreements
    YOUR_BUSINESS = "your_business"  # "your vendors", "вашей компании"
    GENUINE = "genuine_value"  # "with a real address", "на рабочий адрес"
    COUNSEL = "counsel"  # lawyers and legal review
    PLACEHOLDER = "placeholder"  # placeholder, boilerplate, заглушка, TODO
    DOUBT = "doubt"  # not sure, сомнительно, a question about the text itself
    UNFINISHED = "unfinished"  # to be confirmed, draft, не согласовано
    PUBLISHER = "publisher"  # editor, webmaster, site owner
    CONTENT_EVENT = "content"  # publishing of reviews and photos: the reader's business
    READER_EVENT = "reader_event"  # before ordering, paying, registering
    YOUR_READER = "your_reader"  # your order, your password
    READER = "reader"  # you can, you agree; cart, password
    WE = "we"  # the operator speaks of itself
    OUR = "our"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The cues of one language: what gives each away in folded text (small letters, ё as е, plain apostrophes)."""

    language: str
    patterns: Mapping[Cue, re.Pattern[str]]

    def cues_in(self, folded: str) -> set[Cue]:
        """Return every cue that occurs in a folded sentence."""
        return {cue for cue, pattern in self.patterns.items() if pattern.search(folded)}


def any_of(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern that finds any alternative at the start of a word."""
    return re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + ")")


def fold(text: str) -> str:
    """Return text in small letters, on one line, with plain apostrophes and ё as е."""
    plain = text.replace("’", "'").replace("`", "'").replace("\u00a0", " ").replace("\u00ad", "")
    # An address is no word: "dpo@…" speaks of no officer.
    plain = re.sub(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|https?://\S+|www\.\S+", "@", plain)
    return " ".join(plain.lower().replace("ё", "е").replace("‑", "-").split())
