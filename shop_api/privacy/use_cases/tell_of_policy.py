"""People are told, once and in their language, when the policy in force asks them again."""

from uuid import UUID

from shop_api.accounts import queries as accounts
from shop_api.consent import queries as consent
from shop_api.gate import mail
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.privacy import models
from shop_api.values.contract import Done, NoCriteria

SLUG = "privacy"
AT_ONCE = 500  # accounts looked at in one transaction
_MOST = 200  # people written to in one transaction; the next run goes on


@use_case(permission=Permission.PRIVACY_NOTICE_SEND, ground=Ground.CLOCK, under=Statute.DATA_SUBJECT_RIGHTS)
def tell_of_policy(*, actor: Actor, command: NoCriteria) -> Done:
    """Write to account holders whose standing consent the version in force asks again; the result's id counts them.

    Running it again writes to nobody twice. A change that asks nobody again is told to nobody.
    """
    version = consent.version_in_force(SLUG, actor.at)
    if version is None or not consent.asks_anybody_again(SLUG, actor.at):
        return Done(id="0")
    told = 0
    after: UUID | None = None
    while told < _MOST:
        page = accounts.reachable(after, AT_ONCE)
        if not page:
            break
        after = page[-1].account_id
        told += sum(_tell(actor, person, version.version) for person in _untold(page, version.version))
    return Done(id=str(told))


def _untold(page: list[accounts.Reachable], version: int) -> list[accounts.Reachable]:
    ids = [person.subject_id for person in page]
    rows = models.PolicyNotice.objects.filter(slug=SLUG, policy_version=version, subject_id__in=ids)
    told = set(rows.values_list("subject_id", flat=True))
    return [person for person in page if person.subject_id not in told]


def _tell(actor: Actor, person: accounts.Reachable, version: int) -> bool:
    locale = person.language.value
    asked = consent.asked_again_of(person.subject_id, actor.at, locale)
    if not asked:
        return False
    notice = models.PolicyNotice(subject_id=person.subject_id, slug=SLUG, policy_version=version, told_at=actor.at)
    notice.save(force_insert=True)
    reasons = dict.fromkeys(reason for because in asked.values() for reason in because)
    lines = [f"— {reason}" for reason in reasons] or [f"— {flag}" for flag in asked]
    because = "\n".join(lines)
    about = person.subject_id
    mail.post("policy_changed", person.email, locale, actor.at, subject_id=about, version=version, because=because)
    return True
