"""Rules of consent, pure: which version is in force, what an answer does to what stands, what a record freezes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from shop_api.consent.contracts import ConsentState, FlagKind
from shop_api.values.purposes import Flag, Purpose, Switch

PRIVACY = "privacy"  # slug of the policy whose purposes are asked
TERMS = "terms"  # slug of the public offer, accepted at checkout and never a consent
FORM_HOURS = 24  # how long a form's token is good; api.md
JURISDICTION = "KZ"
LAW = "law 94-V of 21.05.2013"
PROCESSING = "processing"  # the fourth switch: withdrawn as a whole, which withdraws every flag (art. 24(1)(5))

MARKETING: frozenset[Flag] = frozenset({Purpose.MARKETING_EMAIL})


STANDING = frozenset({ConsentState.GIVEN, ConsentState.RENEWED})


class Version(Protocol):
    """The head of a published version: which, from when, and whether it asks people again."""

    @property
    def slug(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def material(self) -> bool: ...


def kind_of(flag: Flag) -> FlagKind:
    """Whether a flag is a purpose or a switch."""
    return FlagKind.SWITCH if isinstance(flag, Switch) else FlagKind.PURPOSE


def asks_again(later: Iterable[Version]) -> bool:
    """Whether, of the versions after the one shown, any changed something that people must agree to."""
    return any(one.material for one in later)


def next_state(*, says_yes: bool, stands: ConsentState | None, is_same_version: bool) -> ConsentState | None:
    """The event an answer makes, or None where it changes neither the state nor the version.

    A *no* to what stands is a withdrawal, wherever it is said; a *no* to what does not is a refusal.
    """
    if says_yes:
        if stands not in STANDING:
            return ConsentState.GIVEN
        return None if is_same_version else ConsentState.RENEWED
    if stands in STANDING:
        return ConsentState.WITHDRAWN
    return None if stands is not None and is_same_version else ConsentState.REFUSED


def clause_of(clauses: Mapping[str, Any], flag: Flag) -> Mapping[str, Any] | None:
    """The purpose or switch in a version's clauses; None when the version does not word it in three languages."""
    name = "switches" if isinstance(flag, Switch) else "purposes"
    for clause in clauses[name]:
        if clause["id"] == flag.value and all(clause["wording"].get(locale) for locale in ("kk", "ru", "en")):
            found: Mapping[str, Any] = clause
            return found
    return None


def differences(shown: Mapping[str, Any], current: Mapping[str, Any]) -> list[dict[str, str]]:
    """What changed between the clauses of two versions: `[{"flag", "change": added | removed | changed}]`."""
    before, after = _by_id(shown), _by_id(current)
    found = []
    for flag in sorted(before.keys() | after.keys()):
        if before.get(flag) != after.get(flag):
            change = "added" if flag not in before else "removed" if flag not in after else "changed"
            found.append({"flag": flag, "change": change})
    return found


def _by_id(clauses: Mapping[str, Any]) -> dict[str, Any]:
    return {clause["id"]: clause for clause in (*clauses["purposes"], *clauses["switches"])}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a form showed: which policy, in which language, with which flags, and when."""

    slug: str
    version: int
    locale: str
    text_sha256: str
    flags: tuple[str, ...]
    shown_at: datetime
    nonce: str


def facts_of(
    flag: Flag, *, version: Version, clauses: Mapping[str, Any], locale: str, data: Mapping[str, list[str]]
) -> dict[str, Any]:
    """What a consent to this flag means under a version, frozen: the eight elements of law 94-V Art. 8(4).

    The person's name, the second element, is personal: evidence holds it, committed to by hash. Each switch is asked
    and withdrawn apart (Art. 24(1)(5)), so a purpose says only which switches concern it.
    """
    clause = clause_of(clauses, flag)
    if clause is None:
        raise ValueError(f"version {version.version} does not word {flag.value}")
    concerned = {flag.value} if isinstance(flag, Switch) else set(clause.get("switches", ()))
    operator = clauses["operator"]
    return {
        "operator": {"legal_name": operator["legal_name"], "bin": operator["bin"]},
        "subject": {"name": "in evidence, committed to by hash"},
        "term": {"from": "the time of the event", "until": "withdrawal"},
        **{switch.value: "asked apart" if switch.value in concerned else "no" for switch in Switch},
        "data": {category: list(fields) for category, fields in sorted(data.items())},
        "other": {
            "flag": flag.value,
            "kind": kind_of(flag).value,
            "wording": clause["wording"][locale],
            "locale": locale,
            "legal_basis": clause.get("legal_basis", "consent"),
            "policy": {
                "slug": version.slug,
                "version": version.version,
                "sha256": version.sha256,
                "text_sha256": clauses["texts"][locale]["sha256"],
            },
            "jurisdiction": JURISDICTION,
            "law": LAW,
        },
    }
