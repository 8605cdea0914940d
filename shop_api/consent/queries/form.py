"""The consent form: the wording of each flag from the policy in force, what each write asks, and the signed token."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from frontend_contracts.wire.problems import FieldError, InputInvalid
from shop_api.consent import contracts, form_token, refusals, rules
from shop_api.consent.queries import policies
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.gate.use_case import all_use_cases
from shop_api.values.purposes import FLAGS, Flag

_NONCE_BYTES = 12


@query(permission=Permission.CONSENT_FORM_READ)
def consent_form(*, actor: Actor, criteria: contracts.ConsentFormOf) -> contracts.ConsentForm:
    """Show the form in a language, with all flags or those asked for. Costs one statement; stores nothing.

    :raises PolicyNotInForce: no version of the policy is in force
    :raises InputInvalid: `purposes` names something that is neither a purpose nor a switch
    """
    locale = criteria.locale or contracts.ConsentLocale(actor.locale)
    version = policies.version_in_force(rules.PRIVACY, actor.at)
    if version is None:
        raise refusals.PolicyNotInForce(retry_after=60)
    clauses = policies.clauses_of(version.id)
    flags = [flag for flag in _asked(criteria.purposes) if rules.clause_of(clauses, flag) is not None]
    text = clauses["texts"][locale.value]
    shown = rules.Shown(
        slug=version.slug,
        version=version.version,
        locale=locale.value,
        text_sha256=text["sha256"],
        flags=tuple(flag.value for flag in flags),
        shown_at=actor.at,
        nonce=secrets.token_urlsafe(_NONCE_BYTES),
    )
    return contracts.ConsentForm(
        token=form_token.made(shown),
        expires_at=actor.at.replace(microsecond=0) + timedelta(hours=rules.FORM_HOURS),
        locale=locale,
        policy=contracts.FormPolicy(
            slug=version.slug,
            version=version.version,
            effective_from=version.effective_from,
            title=text["title"],
            sha256=version.sha256,
            text_sha256=text["sha256"],
        ),
        operator=_operator(clauses, locale.value),
        flags=tuple(_flag(clauses, flag, locale.value) for flag in flags),
        writes=_writes(flags),
    )


def _asked(purposes: str | None) -> list[Flag]:
    """The flags to show, in the order of the code's list."""
    if purposes is None:
        return list(FLAGS.values())
    ids = set(purposes.split(","))
    unknown = sorted(ids - set(FLAGS))
    if unknown:
        raise InputInvalid(errors=[FieldError("/purposes", "input.enum", ", ".join(FLAGS))])
    return [flag for name, flag in FLAGS.items() if name in ids]


def _operator(clauses: Mapping[str, Any], locale: str) -> contracts.FormOperator:
    operator = clauses["operator"]
    return contracts.FormOperator(
        legal_name=operator["legal_name"][locale], bin=operator["bin"], contact_email=operator["contact_email"]
    )


def _flag(clauses: Mapping[str, Any], flag: Flag, locale: str) -> contracts.FormFlag:
    clause = rules.clause_of(clauses, flag) or {}
    return contracts.FormFlag(
        id=flag.value,
        kind=rules.kind_of(flag),
        wording=clause["wording"][locale],
        legal_basis=clause.get("legal_basis", "consent"),
        switches=tuple(clause.get("switches", ())),
    )


def _writes(flags: list[Flag]) -> tuple[contracts.FormWrite, ...]:
    """What each write that asks any of these flags needs."""
    return tuple(
        contracts.FormWrite(
            name=use_case.name,
            required=tuple(flag.value for flag in use_case.declared.purposes),
            sometimes=tuple(flag.value for flag in use_case.declared.sometimes),
            optional=tuple(flag.value for flag in use_case.declared.optional),
        )
        for use_case in all_use_cases().values()
        if use_case.declared is not None and set(use_case.declared.offered()) & set(flags)
    )


def missing_in_force(at: datetime) -> str:
    """`ok`, or `policy.not_in_force` when no version is in force or it lacks the wording of a flag some write asks."""
    version = policies.version_in_force(rules.PRIVACY, at)
    if version is None:
        return refusals.PolicyNotInForce.code
    clauses = policies.clauses_of(version.id)
    asked = {flag for one in all_use_cases().values() if one.declared is not None for flag in one.declared.offered()}
    lacks = any(rules.clause_of(clauses, flag) is None for flag in asked)
    return refusals.PolicyNotInForce.code if lacks else "ok"
