"""Publishing: the gate at work, the version that comes out of it, and taking a version back before its date."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection
from django.utils.translation import get_language
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry

from cms.audit import records as audit
from cms.events import outbox
from cms.policies import (
    approval,
    compiling,
    contracts,
    documents,
    drafts,
    materiality,
    purposes,
    refusals,
    rules,
    shop_inventory,
)
from cms.policies.operator import operator
from cms.policies.versions import PolicyVersion, PolicyVersionWithdrawal
from frontend_contracts.wire.policy_changes import Changes
from frontend_contracts.wire.webhooks import canonical_json, sha256_hex

if TYPE_CHECKING:
    from cms.policies.models import LegalPage

ALMATY = ZoneInfo("Asia/Almaty")


class PublishingRefused(ValidationError):
    """The gate refused; `failures` says why and where. As a `ValidationError` it carries a message for each field."""

    def __init__(self, failures: list[contracts.Failure], *, page_id: int | None = None) -> None:
        self.failures = tuple(failures)
        self.page_id = page_id
        locale = (get_language() or "en")[:2]
        by_field: dict[str, list[str]] = {}
        for failure in failures:
            name = failure.pointer.split("/")[1] if failure.pointer else NON_FIELD_ERRORS
            by_field.setdefault(name, []).append(refusals.message(failure, locale))
        super().__init__(by_field)


class WithdrawalRefused(ValueError):
    """The version cannot be taken back: none such, its date has come, taken back before, or a later one stands."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What passed the gate and is about to become a version."""

    draft: contracts.Draft
    effective_from: date
    content: dict[str, Any]
    content_sha256: str
    evidence: dict[str, Any]  # what the document says beside its content: what it asks again, what it was checked with
    number: int
    predecessor: PolicyVersion | None
    published_at: datetime
    approval: approval.Approval | None  # None where no workflow covers the page


def date_in_almaty(moment: datetime) -> date:
    """Return the date of a moment where policies take effect."""
    return moment.astimezone(ALMATY).date()


def observe() -> shop_inventory.Observed:
    """Ask the shop what its code does.

    Call it before a transaction begins: the answer comes over the network.
    """
    return shop_inventory.observe()


def failures_of(
    page: "LegalPage",
    draft: contracts.Draft,
    *,
    on: date,
    versions: list[PolicyVersion] | None = None,
    observed: shop_inventory.Observed | None = None,
) -> list[contracts.Failure]:
    """Return what the gate has against this draft of the page if it went live on a date in Almaty.

    Its text is compared with the shop's code as `observed`, which is asked for where it is not given.
    """
    versions = _versions(draft.slug) if versions is None else versions
    failures = rules.failures_of(draft, _circumstances(page, draft, on, versions))
    if page.alias_of_id:
        return failures
    content = documents.content_of(draft, operator())
    places = {failure.pointer for failure in failures if failure.pointer}
    # Where a field is empty or malformed, comparing it with the code says the same again.
    drifts = compiling.failures_of(draft, content, observed or shop_inventory.observe())
    return [*failures, *(drift for drift in drifts if drift.pointer not in places)]


def compared(draft: contracts.Draft, observed: shop_inventory.Observed) -> dict[str, int]:
    """Return how many clauses, fields and so on the compiler compares."""
    return compiling.compared(documents.content_of(draft, operator()), observed)


def changes_of(draft: contracts.Draft) -> Changes | None:
    """Return what publishing the draft would change for people, or None where nothing was published before."""
    before = _version_before(_versions(draft.slug))
    if before is None:
        return None
    content = documents.content_of(draft, operator())
    return materiality.changes_of(before.document, content, asks_again=draft.asks_again)


def is_published(draft: contracts.Draft) -> bool:
    """Say whether the newest version under the draft's slug, if not withdrawn, holds exactly this content."""
    versions = _versions(draft.slug)
    return _holds(versions, documents.content_hash(documents.content_of(draft, operator())))


def plan_version(page: "LegalPage", *, now: datetime, observed: shop_inventory.Observed | None = None) -> Plan | None:
    """Return the version to make of this page, or None where its content is already published.

    `observed` is what the shop answered before the transaction began. Takes a lock on the slug until the transaction
    ends, so that two publications cannot take one number or date.

    :raises PublishingRefused: the gate found something
    """
    draft = drafts.draft_of(page.kind, lambda name: getattr(page, name, None))
    _lock(draft.slug)
    versions = _versions(draft.slug)
    content = documents.content_of(draft, operator())
    content_sha256 = documents.content_hash(content)
    if _holds(versions, content_sha256) and not page.alias_of_id:
        return None
    observed = observed or shop_inventory.observe()
    failures = failures_of(page, draft, on=date_in_almaty(now), versions=versions, observed=observed)
    if not page.alias_of_id:
        failures += approval.failures_of(page, draft)
    if failures or draft.effective_from is None:
        raise PublishingRefused(failures, page_id=page.pk)
    latest = versions[0] if versions else None
    return Plan(
        draft=draft,
        effective_from=draft.effective_from,
        content=content,
        content_sha256=content_sha256,
        evidence=_evidence(draft, content, versions, observed),
        number=latest.number + 1 if latest else 1,
        predecessor=latest,
        published_at=now.astimezone(UTC).replace(microsecond=0),
        approval=approval.approval_of(page, draft),
    )


def make_version(page: "LegalPage", plan: Plan) -> PolicyVersion:
    """Store the version, its audit row and its event, in the caller's transaction."""
    document = documents.document_of(
        {**plan.content, **plan.evidence},
        version=plan.number,
        predecessor=plan.predecessor.number if plan.predecessor else None,
        published_at=plan.published_at,
    )
    canonical = canonical_json(document)
    revision = page.live_revision
    version: PolicyVersion = PolicyVersion.objects.create(
        page_id=page.pk,
        slug=plan.draft.slug,
        kind=page.kind,
        number=plan.number,
        effective_from=plan.effective_from,
        authoritative_locale=plan.draft.authoritative_locale,
        material=document["material"],
        canonical_document=canonical.decode(),
        sha256=sha256_hex(canonical),
        content_sha256=plan.content_sha256,
        sections=documents.sections_of(plan.draft),
        author_id=revision.user_id if revision else _acting_user(),
        approver_id=plan.approval.approver_id if plan.approval else _acting_user() or _scheduler(page),
        predecessor=plan.predecessor,
        published_at=plan.published_at,
    )
    announce(f"{page.kind}.published", version)
    return version


def withdraw_version(*, slug: str, number: int, reason: str, by: UUID | None, now: datetime) -> PolicyVersion:
    """Take back a version whose date has not come; the row stays, and the one before it stays in force.

    What a later version asks again was found by comparison with this one, and stands in its hashed document. So the
    later one goes first. Call it inside a transaction; it takes the lock of publishing.

    :raises WithdrawalRefused: no such version, its date has come, it was taken back before, or a later one stands
    """
    _lock(slug)
    versions = _versions(slug)
    version = next((found for found in versions if found.number == number), None)
    if version is None:
        raise WithdrawalRefused(f"There is no version {number} of {slug}.")
    if is_withdrawn(version):
        raise WithdrawalRefused(f"Version {number} of {slug} was withdrawn before.")
    if version.effective_from <= date_in_almaty(now):
        raise WithdrawalRefused(f"Version {number} of {slug} is in force already; publish a new version instead.")
    newest = _version_before(versions)
    if newest is not None and newest.number > number:
        raise WithdrawalRefused(
            f"Version {newest.number} of {slug} was published after version {number} and compared with it. "
            f"Withdraw version {newest.number} first."
        )
    PolicyVersionWithdrawal.objects.create(version=version, reason=reason, withdrawn_by_id=by, withdrawn_at=now)
    announce(f"{version.kind}.withdrawn", version)
    return version


def announce(event: str, version: PolicyVersion) -> None:
    """Write the audit row and the event of something that happened to a version."""
    audit.record(action=event, kind=version.kind, slug=version.slug, version=version.number, sha256=version.sha256)
    outbox.record(event, {"slug": version.slug, "version": version.number, "sha256": version.sha256})


def is_withdrawn(version: PolicyVersion) -> bool:
    """Say whether the version was taken back; load it with `select_related("withdrawal")`."""
    return hasattr(version, "withdrawal")


def _lock(slug: str) -> None:
    """Let nobody else publish or withdraw under this slug until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"policies:{slug}"])


def _versions(slug: str) -> list[PolicyVersion]:
    """Return all versions under a slug, newest first, without their long texts."""
    return list(
        PolicyVersion.objects.filter(slug=slug)
        .select_related("withdrawal")
        .defer("canonical_document", "sections")
        .order_by("-number")
    )


def _version_before(versions: list[PolicyVersion]) -> PolicyVersion | None:
    """Return the newest version that was not taken back: the one people know."""
    return next((version for version in versions if not is_withdrawn(version)), None)


def _evidence(
    draft: contracts.Draft,
    content: dict[str, Any],
    versions: list[PolicyVersion],
    observed: shop_inventory.Observed,
) -> dict[str, Any]:
    before = _version_before(versions)
    changed = materiality.evidence(before.document if before else None, content, asks_again=draft.asks_again)
    return {**changed, "inventory": observed.stored}


def _holds(versions: list[PolicyVersion], content_sha256: str) -> bool:
    return bool(versions) and not is_withdrawn(versions[0]) and versions[0].content_sha256 == content_sha256


def _circumstances(
    page: "LegalPage", draft: contracts.Draft, on: date, versions: list[PolicyVersion]
) -> contracts.Circumstances:
    owner = versions[0] if versions else None
    published_slug = (
        PolicyVersion.objects.filter(page_id=page.pk).order_by("-published_at").values_list("slug", flat=True).first()
        if page.pk
        else None
    )
    return contracts.Circumstances(
        today=on,
        operator=operator(),
        known_purposes=frozenset(purposes.known_purposes()),
        needed_purposes=purposes.needed_purposes(),
        known_switches=frozenset(purposes.known_switches()),
        needed_switches=purposes.needed_switches(),
        last_date=max((version.effective_from for version in versions if not is_withdrawn(version)), default=None),
        slug_is_foreign=owner is not None and _is_foreign(owner, page),
        published_slug=published_slug,
        is_alias=page.alias_of_id is not None,
    )


def _is_foreign(version: PolicyVersion, page: "LegalPage") -> bool:
    if version.kind != page.kind:
        return True
    return version.page_id != page.pk and bool(Page.objects.filter(pk=version.page_id).exists())


def _acting_user() -> UUID | None:
    user = get_active_log_context().user
    if user is None or not user.is_authenticated:
        return None
    pk: UUID = user.pk
    return pk


def _scheduler(page: "LegalPage") -> UUID | None:
    """Return who set the date at which the clock is publishing now."""
    if page.live_revision_id is None:
        return None
    entries = PageLogEntry.objects.filter(
        page_id=page.pk, action="wagtail.publish.schedule", revision_id=page.live_revision_id
    )
    user_id: UUID | None = entries.order_by("-timestamp").values_list("user_id", flat=True).first()
    return user_id
