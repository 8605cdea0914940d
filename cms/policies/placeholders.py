"""Finding what a drafter left to be filled in: a text that still holds one is refused (P7.3, P13.2)."""

import re

# Letters X and Х (Cyrillic) look alike on paper and are both typed for "to be filled in".
_PATTERNS = (
    re.compile(r"\[(?!\d{1,3}\])[^\[\]\n]{0,200}\]"),
    re.compile(r"‹[^‹›\n]{0,200}›"),
    re.compile(r"\{\{[^{}\n]{0,200}\}\}"),
    re.compile(r"<[A-Za-zА-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі][^<>\n]{0,80}>"),
    re.compile(r"\b(?:TODO|TBD|FIXME)\b"),
    re.compile(r"\b[XХ]{3,}\b"),
    re.compile(r"_{4,}"),
    re.compile(r"(?:[\w.+-]+@)?(?<![\w-])(?:[\w-]+\.)*example\.(?:com|org|net|kz|ru)\b", re.IGNORECASE),
    re.compile(r"\b[\w.+-]+@[\w.-]+\.(?:example|invalid|localhost|test)\b"),
    re.compile(r"\bhttps?://[\w.-]+\.(?:example|invalid|localhost|test)\b"),
    re.compile(r"\b(?:your|my)[-_ ]?(?:domain|company|shop)\.(?:com|org|net|kz|ru)\b", re.IGNORECASE),
    re.compile(r"\blorem ipsum\b", re.IGNORECASE),
    re.compile(r"\bsupport@infini\.com\b", re.IGNORECASE),  # the operator has not confirmed it, P13.2
)


def placeholders_in(text: str) -> list[str]:
    """Return each placeholder found, in the order of the text; of two that overlap the longer one."""
    spans = {match.span() for pattern in _PATTERNS for match in pattern.finditer(text)}
    found: list[str] = []
    end = 0
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= end:
            found.append(text[start:stop])
            end = stop
    return found
