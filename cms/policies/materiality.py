"""What publishing a draft would change for people: computed from the clauses, shown before, kept with the version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cms.policies import naming
from frontend_contracts.wire import policy_changes
from frontend_contracts.wire.policy_changes import Changes

FEWEST = 10  # fewer people are never told apart
SWITCHES = frozenset({"third_party_transfer", "cross_border_transfer", "publication"})
SUMMARIES: dict[str, dict[str, str]] = {
    "told": {
        "kk": "Ешкімнен қайта сұралмайды. Адамдарға мәтіннің өзгергені айтылады.",
        "ru": "Никого не спросят снова. Людям сообщат, что текст изменился.",
        "en": "Nobody is asked again. People are told that the text changed.",
    },
    "spelling": {
        "kk": "Тек жазылуы өзгерді: ешкімнен қайта сұралмайды, ешкімге айтылмайды.",
        "ru": "Изменилось только написание: никого не спросят снова, никому не сообщат.",
        "en": "Only spelling changed: nobody is asked again, nobody is told.",
    },
    "narrowed": {
        "kk": "Сатып алушылар {count} жерде азырақ алады. Нұсқа елеулі: адамдарға айтылады.",
        "ru": "Покупатели получают меньше, мест: {count}. Версия существенная: людям сообщат.",
        "en": "Buyers get less in {count} places. The version is material: people are told.",
    },
    "one_purposes": {"en": "{count} purpose changed: {people} will be asked again."},
    "many_purposes": {
        "kk": "Өзгерген мақсаттар: {count}. Қайта сұралады: {people}.",
        "ru": "Изменено целей: {count}. Снова спросят: {people}.",
        "en": "{count} purposes changed: {people} will be asked again.",
    },
    "one_consents": {"en": "{count} consent changed: {people} will be asked again."},
    "many_consents": {
        "kk": "Өзгерген келісімдер: {count}. Қайта сұралады: {people}.",
        "ru": "Изменено согласий: {count}. Снова спросят: {people}.",
        "en": "{count} consents changed: {people} will be asked again.",
    },
}
PEOPLE: dict[str, dict[str, str]] = {
    "few": {"kk": "{least} адамнан аз", "ru": "меньше {least} человек", "en": "fewer than {least} people"},
    "about": {"kk": "шамамен {least} адам", "ru": "около {least} человек", "en": "about {least} people"},
    "between": {
        "kk": "шамамен {least}–{most} адам",
        "ru": "примерно {least}–{most} человек",
        "en": "about {least} to {most} people",
    },
}
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

    `material_changes` is `{"asked_again": [flags], "told": bool}`, with `asks_everybody` where the publisher decided
    so; a first version changes nothing.
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
    known = {asked.flag: asked.because for asked in found.asked_again}
    flags = sorted(row["id"] for kind in ("purposes", "switches") for row in content.get(kind) or ())
    asked = tuple(
        policy_changes.AskedAgain(flag=flag, because=(*known.get(flag, ()), policy_changes.BY_DECISION))
        for flag in flags
    )
    return replace(found, asked_again=asked, told=True, asks_everybody=bool(flags))


def preview(changes: Changes, subjects: Mapping[str, int], locale: str) -> Preview:
    """Return what to show the editor; `subjects` are the shop's rounded counts of people by flag."""
    flags = tuple(
        FlagAsked(
            flag=naming.flag_name(asked.flag, locale),
            because=tuple(naming.reason_text(reason, locale) for reason in asked.because),
            people=_together([subjects.get(asked.flag, 0)], locale),
        )
        for asked in changes.asked_again
    )
    narrowed = tuple(naming.reason_text(reason, locale) for reason in changes.narrowed)
    return Preview(summary=_summary(changes, subjects, locale), flags=flags, narrowed=narrowed)


def _summary(changes: Changes, subjects: Mapping[str, int], locale: str) -> str:
    if changes.narrowed:
        return SUMMARIES["narrowed"][locale].format(count=len(changes.narrowed))
    count = len(changes.flags)
    if not count:
        return SUMMARIES["told" if changes.told else "spelling"][locale]
    kind = "consents" if SWITCHES & set(changes.flags) else "purposes"
    number = "one" if count == 1 and locale == "en" else "many"
    people = _together([subjects.get(flag, 0) for flag in changes.flags], locale)
    return SUMMARIES[f"{number}_{kind}"][locale].format(count=count, people=people)


def _together(counts: Iterable[int], locale: str) -> str:
    """The same people may stand behind several flags: at least the largest count, at most the sum."""
    found = [count for count in counts if count >= FEWEST]
    if not found:
        return PEOPLE["few"][locale].format(least=FEWEST)
    least, most = max(found), sum(found)
    form = "about" if least == most else "between"
    return PEOPLE[form][locale].format(least=_grouped(least, locale), most=_grouped(most, locale))


def _grouped(count: int, locale: str) -> str:
    return f"{count:,}" if locale == "en" else f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
