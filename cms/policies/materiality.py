"""What publishing a draft would change for people: computed from the clauses, shown before, kept with the version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from frontend_contracts.wire import policy_changes
from frontend_contracts.wire.policy_changes import Changes
from frontend_contracts.wire.policy_reasons import Reason

FEWEST = 10  # fewer people are never told apart
SWITCHES = frozenset({"third_party_transfer", "cross_border_transfer", "publication"})
NOBODY: dict[str, Any] = {"asked_again": [], "told": False}


@dataclass(frozen=True, kw_only=True)
class FlagAsked:
    """A flag people will be asked again, why, and about how many they are."""

    flag: str
    because: tuple[str, ...]
    people: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What the editor sees. `summary` is one sentence, `narrowed` what terms take from the buyer."""

    summary: str
    flags: tuple[FlagAsked, ...]
    narrowed: tuple[str, ...] = ()


def evidence(before: Mapping[str, Any] | None, content: Mapping[str, Any], *, asks_again: bool) -> dict[str, Any]:
    """Return what a version says of its changes: `material`, and `material_changes`.

    `material_changes` is `{"asked_again": [flags], "told": bool}`; a first version changes nothing.
    """
    if before is None:
        return {"material": asks_again, "material_changes": dict(NOBODY)}
    found = changes_of(before, content, asks_again=asks_again)
    return {"material": asks_again or found.is_material, "material_changes": found.stored()}


def changes_of(before: Mapping[str, Any], content: Mapping[str, Any], *, asks_again: bool) -> Changes:
    """Return the changes, all flags among them where the publisher decided to ask everybody."""
    found = policy_changes.changes(before, content)
    if not asks_again:
        return found
    reason = Reason(code="editor", path="/material", id="material")
    known = {asked.flag: asked.because for asked in found.asked_again}
    flags = sorted(row["id"] for kind in ("purposes", "switches") for row in content.get(kind) or ())
    asked = tuple(policy_changes.AskedAgain(flag=flag, because=(*known.get(flag, ()), reason)) for flag in flags)
    return replace(found, asked_again=asked, told=True)


def preview(changes: Changes, subjects: Mapping[str, int], locale: str) -> Preview:
    """Return what to show the editor; `subjects` are the shop's rounded counts of people by flag."""
    flags = tuple(
        FlagAsked(
            flag=asked.flag,
            because=tuple(reason.text(locale) for reason in asked.because),
            people=_about(subjects.get(asked.flag)),
        )
        for asked in changes.asked_again
    )
    narrowed = tuple(reason.text(locale) for reason in changes.narrowed)
    return Preview(summary=_summary(changes, subjects), flags=flags, narrowed=narrowed)


def _summary(changes: Changes, subjects: Mapping[str, int]) -> str:
    if changes.narrowed:
        return f"Buyers get less in {len(changes.narrowed)} places. The version is material: people are told."
    count = len(changes.flags)
    if not count:
        if changes.told:
            return "Nobody is asked again. People are told that the text changed."
        return "Only spelling changed: nobody is asked again, nobody is told."
    word = "purpose" if not SWITCHES & set(changes.flags) else "consent"
    noun = f"1 {word} changed" if count == 1 else f"{count} {word}s changed"
    people = _together(subjects.get(flag, 0) for flag in changes.flags)
    return f"{noun}: {people} will be asked again."


def _together(counts: Iterable[int]) -> str:
    """The same people may stand behind several flags: at least the largest count, at most the sum."""
    found = [count for count in counts if count >= FEWEST]
    if not found:
        return f"fewer than {FEWEST} people"
    least, most = max(found), sum(found)
    return f"about {least:,} people" if least == most else f"about {least:,} to {most:,} people"


def _about(count: int | None) -> str:
    return f"about {count:,}" if count is not None and count >= FEWEST else f"fewer than {FEWEST}"
