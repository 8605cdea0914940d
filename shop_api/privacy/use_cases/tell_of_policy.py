"""People are told, once and in their language, of versions of the policy that change something for them."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from shop_api.accounts import queries as accounts
from shop_api.consent import queries as consent
from shop_api.gate import mail
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.privacy import models
from shop_api.values.contract import Done, NoCriteria
from shop_api.values.identifiers import new_id

SLUG = "privacy"
AT_ONCE = 500  # accounts looked at in one transaction; the next call goes on
#: Somebody may confirm an account late, or agree to a form shown before: all are looked at again after a day.
ROUND_AGAIN = timedelta(days=1)
_KINDS = {consent.Told.ASKED: "policy_changed", consent.Told.ONLY_TOLD: "policy_told"}


@use_case(permission=Permission.PRIVACY_NOTICE_SEND, ground=Ground.CLOCK, under=Statute.DATA_SUBJECT_RIGHTS)
def tell_of_policy(*, actor: Actor, command: NoCriteria) -> Done:
    """Write to the next page of account holders whose standing consent is older than a version that changes something.

    A version whose date is ahead is told as soon as it came in. Who is asked again reads why, flag by flag; who is only
    told reads the version's change note. Nobody is told of a version twice, nor of spelling. The result's id counts the
    letters. A page costs the same number of statements whoever is on it.
    Source: policy P12.2, P12.3.
    """
    versions = consent.announced(SLUG)
    targets = consent.to_tell(versions, actor.at)
    turn = _turn(actor, versions) if targets else None
    if turn is None:
        return Done(id="0")
    page = accounts.reachable(turn.after, AT_ONCE)
    letters, notices = _written(actor, page, targets, versions)
    models.PolicyNotice.objects.bulk_create(notices)
    mail.post_all(letters, actor.at)
    turn.after = page[-1].account_id if page else turn.after
    turn.ended_at = actor.at if len(page) < AT_ONCE else None
    turn.save()
    return Done(id=str(len(letters)))


def _turn(actor: Actor, versions: Sequence[consent.PolicyInForce]) -> models.PolicyRound | None:
    """The round to go on with, locked; None while the last one is fresh and nothing was published since."""
    newest = versions[-1].version
    row, _ = models.PolicyRound.objects.select_for_update().get_or_create(
        slug=SLUG, defaults={"policy_version": newest}
    )
    is_over = row.ended_at is not None and row.ended_at <= actor.at - ROUND_AGAIN
    if row.policy_version != newest or is_over:
        row.policy_version, row.after, row.ended_at = newest, None, None
    return None if row.ended_at is not None else row


def _written(
    actor: Actor,
    page: Sequence[accounts.Reachable],
    targets: Sequence[consent.PolicyInForce],
    versions: Sequence[consent.PolicyInForce],
) -> tuple[list[mail.Letter], list[models.PolicyNotice]]:
    """The letters to the people of a page, and the notices that keep them from coming twice."""
    ids = [person.subject_id for person in page]
    said = consent.said_by_many(ids)
    told: dict[UUID, list[int]] = {}
    rows = models.PolicyNotice.objects.filter(slug=SLUG, subject_id__in=ids)
    for subject_id, number in rows.values_list("subject_id", "policy_version"):
        told.setdefault(subject_id, []).append(number)
    letters, notices = [], []
    for person in page:
        heard = told.get(person.subject_id, [])
        for news in _news(person, said.get(person.subject_id, []), heard, targets, versions):
            letters.append(_letter(person, news))
            notices.append(
                models.PolicyNotice(
                    subject_id=person.subject_id, slug=SLUG, policy_version=news.version.version, told_at=actor.at
                )
            )
    return letters, notices


def _news(
    person: accounts.Reachable,
    said: Sequence[consent.Said],
    heard: list[int],
    targets: Sequence[consent.PolicyInForce],
    versions: Sequence[consent.PolicyInForce],
) -> Iterator[consent.News]:
    for target in targets:
        news = consent.news_for(said, heard, target, versions, person.language.value)
        if news is not None:
            heard.append(target.version)
            yield news


def _letter(person: accounts.Reachable, news: consent.News) -> mail.Letter:
    version, archive = news.version, f"{settings.STOREFRONT_URL}/policies/{SLUG}"
    told = {
        "version": version.version,
        "date": version.effective_from.strftime("%d.%m.%Y"),
        "note": news.note,
        "text_at": f"{archive}?version={version.version}",
        "difference_at": f"{archive}/diff?from={news.since.version}&to={version.version}",
    }
    if news.told is consent.Told.ASKED:
        lines = [f"— «{wording}»" + _why(because) for wording, because in news.asked.items()]
        told["because"] = "\n".join(lines)
    kind = _KINDS[news.told]
    return mail.Letter(
        id=new_id(),
        kind=kind,
        to=person.email,
        locale=person.language.value,
        parameters=told,
        subject_id=person.subject_id,
    )


def _why(because: Sequence[str]) -> str:
    return f": {'; '.join(because)}" if because else ""
