"""Rules of consent, pure: which version is in force, what an answer does to what stands, what a record freezes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from frontend_contracts.wire.policy_reasons import Reason
from shop_api.consent.contracts import ConsentState, FlagKind
from shop_api.values import law
from shop_api.values.clock import day_in_almaty
from shop_api.values.purposes import Flag, Purpose, Switch

PRIVACY = "privacy"  # slug of the policy whose purposes are asked
TERMS = "terms"  # slug of the public offer, accepted at checkout and never a consent
FORM_HOURS = 24  # how long a form's token is good; api.md
JURISDICTION = "KZ"
LAW = "law 94-V of 21.05.2013"
PROCESSING = "processing"  # the fourth switch: withdrawn as a whole, which withdraws every flag (art. 24(1)(5))

THIRD_PARTIES = frozenset({"third_party", "controller"})  # they act for themselves; a processor acts for the shop
_RECIPIENTS = "/clauses/recipients/"
MARKETING: frozenset[Flag] = frozenset({Purpose.MARKETING_EMAIL})


#: Consents that end by themselves, and the rule of the register that says when; the others end by withdrawal only.
ENDS_BY_RULE: Mapping[Flag, str] = {Purpose.MARKETING_EMAIL: "marketing_consent_years"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What withdrawing a flag does at once. `carried_out_by` names effects bound to `consent.withdrawn`.

    Writes that need the flag are refused from then on, and staff are no longer covered by it, for every flag alike.
    """

    flag: Flag
    effects: tuple[str, ...]
    carried_out_by: tuple[str, ...] = ()
    refused_under: str | None = None


_OPEN_ORDER = "Art. 8(2), law 94-V: while an order is open; kept and carried out when it ends"

#: One row a flag. Processing as a whole (`processing`) is all of them together.
WITHDRAWALS: tuple[Withdrawal, ...] = (
    Withdrawal(flag=Purpose.STOREFRONT, effects=("cart_unchangeable",)),
    Withdrawal(flag=Purpose.ACCOUNT, effects=("profile_unchangeable",)),
    Withdrawal(flag=Purpose.ORDER_FULFILMENT, effects=("no_new_order",), refused_under=_OPEN_ORDER),
    Withdrawal(flag=Purpose.SUPPORT, effects=("no_message", "no_answer_by_staff")),
    Withdrawal(flag=Purpose.REVIEW_PUBLICATION, effects=("reviews_hidden",), carried_out_by=("reviews",)),
    Withdrawal(flag=Purpose.MARKETING_EMAIL, effects=("no_marketing_letter",)),
    Withdrawal(flag=Switch.THIRD_PARTY_TRANSFER, effects=("no_transfer",)),
    Withdrawal(flag=Switch.CROSS_BORDER_TRANSFER, effects=("no_transfer_abroad",)),
    Withdrawal(flag=Switch.PUBLICATION, effects=("author_hidden",), carried_out_by=("reviews",)),
)


def withdrawal_effects() -> dict[str, Any]:
    """The table as the contracts show it."""
    rows = {
        row.flag.value: {
            "effects": list(row.effects),
            "carried_out_by": list(row.carried_out_by),
            "refused_under": row.refused_under,
        }
        for row in WITHDRAWALS
    }
    return {"flags": rows, "processing": {"withdraws": list(rows)}}


def ends_at(flag: Flag, at: datetime) -> datetime | None:
    """When a consent given now ends by itself; None when it does not."""
    rule = ENDS_BY_RULE.get(flag)
    if rule is None:
        return None
    years = law.number(rule, day_in_almaty(at))
    leap_day = (at.month, at.day) == (2, 29)
    return at.replace(year=at.year + years, day=28 if leap_day else at.day)


STANDING = frozenset({ConsentState.GIVEN, ConsentState.RENEWED})


def state_at(state: str, valid_until: datetime | None, at: datetime) -> ConsentState:
    """What a state is at a moment: a consent whose term is over has expired, also before the clock writes so."""
    if state in STANDING and not is_standing(state, valid_until, at):
        return ConsentState.EXPIRED
    return ConsentState(state)


def is_standing(state: str, valid_until: datetime | None, at: datetime) -> bool:
    """Whether a consent in this state holds at a moment: given, and its term not over."""
    return state in STANDING and (valid_until is None or at < valid_until)


#: Ends by a word, of the person or of the operator; features above act on it at once. A term ends a consent by itself.
ENDED = frozenset({ConsentState.WITHDRAWN, ConsentState.REVOKED})
#: Said by the operator about a person.
BY_OPERATOR = frozenset({ConsentState.EXPIRED, ConsentState.REVOKED})


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


def next_state(*, says_yes: bool, stands: ConsentState | None, is_same_text: bool) -> ConsentState | None:
    """The event an answer makes, or None where it changes neither the state nor the text it is about.

    Another language is another text: what was answered is what was shown. A *no* to what stands is a withdrawal,
    wherever it is said; a *no* to what does not is a refusal.
    """
    if says_yes:
        if stands not in STANDING:
            return ConsentState.GIVEN
        return None if is_same_text else ConsentState.RENEWED
    if stands in STANDING:
        return ConsentState.WITHDRAWN
    return None if stands is not None and is_same_text else ConsentState.REFUSED


def clause_of(clauses: Mapping[str, Any], flag: Flag) -> Mapping[str, Any] | None:
    """The purpose or switch in a version's clauses; None when the version does not word it in three languages."""
    name = "switches" if isinstance(flag, Switch) else "purposes"
    for clause in clauses[name]:
        if clause["id"] == flag.value and all(clause["wording"].get(locale) for locale in ("kk", "ru", "en")):
            found: Mapping[str, Any] = clause
            return found
    return None


def recipients_of(clauses: Mapping[str, Any], flag: Flag) -> list[Mapping[str, Any]]:
    """Who may receive data under a flag, from a version's clauses: a purpose's recipients, or those a switch admits."""
    found: list[Mapping[str, Any]] = []
    for one in (clauses.get("clauses") or {}).get("recipients", ()):
        is_admitted = flag.value in one["purposes"]
        if flag is Switch.THIRD_PARTY_TRANSFER:
            is_admitted = one["role"] in THIRD_PARTIES
        elif flag is Switch.CROSS_BORDER_TRANSFER:
            is_admitted = one["country"] != JURISDICTION
        if is_admitted:
            found.append(one)
    return found


def concerns(because: Sequence[Reason], recipient: str) -> bool:
    """Whether what got wider touches transfers to this recipient; that another one came does not, the unnamed does."""
    others = [reason.path.startswith(_RECIPIENTS) and reason.path.split("/")[3] != recipient for reason in because]
    return not others or not all(others)


def differences(shown: Mapping[str, Any], current: Mapping[str, Any]) -> list[dict[str, str]]:
    """How the flags' own words changed between two versions: `[{"flag", "change": added | removed | changed}]`."""
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


def _until(flag: Flag) -> str:
    return "withdrawal" if flag not in ENDS_BY_RULE else "withdrawal, or the time the event names"


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
        "term": {"from": "the time of the event", "until": _until(flag)},
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
