"""Checking a consent block against the form it answers and the policy in force. Reads; writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontend_contracts.wire.policy_reasons import Reason
from shop_api.consent import form_token, refusals, rules
from shop_api.consent.queries import policies
from shop_api.gate import consent_port
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Checked, ConsentBlock, Declared
from shop_api.values.purposes import FLAGS, Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A form that was answered well: under which version, and yes or no to each flag."""

    shown: rules.Shown
    token: str
    version: policies.PolicyInForce
    answers: dict[Flag, bool]
    #: Flags that this very command did not need: a *no* to them refuses, but withdraws nothing that stands.
    aside: frozenset[Flag]


def check(actor: Actor, declared: Declared, command: Any) -> Checked:
    """Check the block a command carries.

    :raises ConsentRequired: no block, or a required flag is missing or false
    :raises FormInvalid: the form's token does not hold, or did not show one of these flags
    :raises FlagNotOffered: a flag this write does not ask for
    :raises ConsentOutdated: a version with another content of consent is in force now
    :raises PolicyNotInForce: no version is in force, or it does not word a required flag
    """
    block: ConsentBlock | None = command.consent
    required = declared.required_for(command)
    if block is None:
        raise consent_port.consent_required(required or declared.offered())
    shown = form_token.opened(block.form, actor.at)
    _refuse_foreign_flags(block, declared.offered())
    missing = [flag for flag in required if block.flags.get(flag.value) is not True]
    if missing:
        raise consent_port.consent_required(missing)
    agreed = [name for name, yes in block.flags.items() if yes]
    version = version_shown(shown, required, agreed, actor)
    answers = _answers(block, shown, declared)
    if actor.refuses_marketing:  # Sec-GPC is a refusal, whatever a script has ticked
        answers |= {flag: False for flag in answers if flag in rules.MARKETING}
    answered = Answered(
        shown=shown,
        token=block.form,
        version=version,
        answers=answers,
        aside=frozenset(declared.sometimes) - frozenset(required),
    )
    return Checked(required, answered)


def version_shown(
    shown: rules.Shown, required: Sequence[Flag], agreed: Sequence[str], actor: Actor
) -> policies.PolicyInForce:
    """The version a form showed, if these flags may still be agreed to under it; refusals as `check`.

    What did not change keeps working: only a flag that is asked again makes the old form outdated. A *no* always holds.
    """
    versions = policies.versions_since(shown.slug, shown.version, actor.at)
    if not versions:
        raise refusals.PolicyNotInForce(retry_after=60)
    version = next((one for one in versions if one.version == shown.version), None)
    if version is None:
        raise refusals.FormInvalid(form=consent_port.FORM_ADDRESS, field="/consent/form")
    current = versions[-1]
    now = policies.clauses_of(current.id)
    if any(rules.clause_of(now, flag) is None for flag in required):
        raise refusals.PolicyNotInForce(retry_after=60)
    clauses = policies.clauses_of(version.id)
    if clauses["texts"][shown.locale]["sha256"] != shown.text_sha256:
        raise refusals.FormInvalid(form=consent_port.FORM_ADDRESS, field="/consent/form")
    later = versions[versions.index(version) + 1 :]
    asked = policies.asked_again(version, later)
    if any(name in asked for name in agreed):
        raise refusals.ConsentOutdated(
            version=current.version, difference=_difference(clauses, now, asked, actor), form=consent_port.FORM_ADDRESS
        )
    return version


def _difference(
    shown: Mapping[str, Any], now: Mapping[str, Any], asked: Mapping[str, Sequence[Reason]], actor: Actor
) -> list[dict[str, Any]]:
    """Each flag whose words changed or that is asked again, with what got wider, said in the caller's language."""
    changed = {one["flag"]: one["change"] for one in rules.differences(shown, now)}
    wider = {flag: [reason.text(actor.locale) for reason in because] for flag, because in asked.items() if because}
    return [
        {"flag": flag, "change": changed.get(flag, "changed")} | ({"because": wider[flag]} if flag in wider else {})
        for flag in sorted(changed.keys() | wider.keys())
    ]


def _refuse_foreign_flags(block: ConsentBlock, offered: tuple[Flag, ...]) -> None:
    ids = [flag.value for flag in offered]
    for name in block.flags:
        if name not in ids:
            known = name if name in FLAGS else "?"  # what a client invents is not repeated to it, nor kept
            raise refusals.FlagNotOffered(flag=known, offered=ids, field="/consent/flags")


def _answers(block: ConsentBlock, shown: rules.Shown, declared: Declared) -> dict[Flag, bool]:
    """Yes or no to each flag: what the block says, and *no* to an optional flag that was shown and left out."""
    unseen = [name for name in block.flags if name not in shown.flags]
    if unseen:
        raise refusals.FormInvalid(form=consent_port.FORM_ADDRESS, field=f"/consent/flags/{unseen[0]}")
    said = {FLAGS[name]: yes for name, yes in block.flags.items()}
    left_out = [flag for flag in declared.optional if declared.purposes and flag.value in shown.flags]
    return dict.fromkeys(left_out, False) | said
