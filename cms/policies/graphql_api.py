"""The GraphQL door of the policies: the same questions and answers as over REST."""

from typing import Any

import graphene
from django.utils import timezone

from cms.policies import contracts, queries
from cms.policies.clause_types import PolicyClauses
from frontend_contracts.wire import cursors


class LegalTexts(graphene.ObjectType):
    """A text in three languages."""

    kk = graphene.String(required=True)
    ru = graphene.String(required=True)
    en = graphene.String(required=True)


class Operator(graphene.ObjectType):
    """Who is responsible for personal data and for the shop."""

    legal_name = graphene.Field(LegalTexts, required=True)
    trading_name = graphene.String(required=True)
    bin = graphene.String(required=True)
    contact_email = graphene.String(required=True)
    address = graphene.Field(LegalTexts, required=True)
    phone = graphene.String(required=True)
    responsible_person = graphene.Field(LegalTexts, required=True)
    authority_url = graphene.Field(LegalTexts, required=True)


class PolicyOperator(graphene.ObjectType):
    """The operator as the version names it, in the language asked for."""

    legal_name = graphene.String(required=True)
    trading_name = graphene.String(required=True)
    bin = graphene.String(required=True)
    contact_email = graphene.String(required=True)
    address = graphene.String(required=True)
    phone = graphene.String(required=True)
    responsible_person = graphene.String(required=True)


class PolicyPurpose(graphene.ObjectType):
    """What data are used for; `wording` stands beside the flag."""

    id = graphene.String(required=True)
    wording = graphene.String(required=True)
    legal_basis = graphene.String(required=True)
    required = graphene.Boolean(required=True)
    switches = graphene.List(graphene.NonNull(graphene.String), required=True)
    categories = graphene.List(graphene.NonNull(graphene.String), required=True, description="Kinds of data")


class PolicySwitch(graphene.ObjectType):
    """One of the legal switches, given by itself."""

    id = graphene.String(required=True)
    wording = graphene.String(required=True)


class Policy(graphene.ObjectType):
    """A version of a policy or of the terms, in one language."""

    slug = graphene.String(required=True)
    kind = graphene.String(required=True, description="policy or terms")
    version = graphene.Int(required=True)
    effective_from = graphene.Date(required=True, description="In force from 00:00 in Almaty")
    published_at = graphene.DateTime(required=True)
    sha256 = graphene.String(required=True, description="Of the canonical document")
    status = graphene.String(required=True, description="scheduled, in_force, superseded or withdrawn, today")
    locale = graphene.String(required=True)
    requested_locale = graphene.String(required=True)
    available_locales = graphene.List(graphene.NonNull(graphene.String), required=True)
    authoritative_locale = graphene.String(required=True)
    title = graphene.String(required=True)
    html = graphene.String(required=True)
    text = graphene.String(required=True)
    text_sha256 = graphene.String(required=True, description="Of the HTML, as UTF-8")
    change_note = graphene.String(required=True)
    operator = graphene.Field(PolicyOperator, required=True)
    purposes = graphene.List(graphene.NonNull(PolicyPurpose), required=True)
    switches = graphene.List(graphene.NonNull(PolicySwitch), required=True)
    clauses = graphene.Field(PolicyClauses, description="None in versions from before there were clauses")
    material = graphene.Boolean(
        required=True, description="Asked people for consent anew; of terms: gave the buyer less"
    )
    predecessor = graphene.Int()


class PolicyDocument(graphene.ObjectType):
    """The canonical document (RFC 8785) as text: its SHA-256 is `sha256`."""

    slug = graphene.String(required=True)
    version = graphene.Int(required=True)
    sha256 = graphene.String(required=True)
    text = graphene.String(required=True)


class PolicyVersion(graphene.ObjectType):
    """A line of the archive."""

    slug = graphene.String(required=True)
    kind = graphene.String(required=True)
    version = graphene.Int(required=True)
    effective_from = graphene.Date(required=True)
    published_at = graphene.DateTime(required=True)
    sha256 = graphene.String(required=True)
    status = graphene.String(required=True, description="scheduled, in_force, superseded or withdrawn")
    material = graphene.Boolean(required=True)
    change_note = graphene.Field(LegalTexts, required=True)
    predecessor = graphene.Int()


class PolicyVersionEdge(graphene.ObjectType):
    """A line of the archive and its place in it."""

    node = graphene.Field(PolicyVersion, required=True)
    cursor = graphene.String(required=True)


class PolicyVersionConnection(graphene.ObjectType):
    """The archive of a policy, newest first."""

    edges = graphene.List(graphene.NonNull(PolicyVersionEdge), required=True)
    page_info = graphene.Field(graphene.relay.PageInfo, required=True)


class PolicyParagraphChange(graphene.ObjectType):
    """A paragraph that was kept, removed or added."""

    change = graphene.String(required=True)
    text = graphene.String(required=True)


class PolicySectionChange(graphene.ObjectType):
    """A section that was added, removed, changed or renumbered."""

    change = graphene.String(required=True)
    id = graphene.String(required=True)
    number_before = graphene.String()
    number_after = graphene.String()
    heading_before = graphene.String()
    heading_after = graphene.String()
    paragraphs = graphene.List(graphene.NonNull(PolicyParagraphChange), required=True)


class PolicyFieldChange(graphene.ObjectType):
    """One field before and after."""

    field = graphene.String(required=True)
    before = graphene.String()
    after = graphene.String()


class PolicyClauseChange(graphene.ObjectType):
    """A clause that was added, removed or changed."""

    kind = graphene.String(required=True, description="purposes, switches, recipients and so on")
    change = graphene.String(required=True)
    id = graphene.String(required=True)
    fields = graphene.List(graphene.NonNull(PolicyFieldChange), required=True)


class PolicyAskedAgain(graphene.ObjectType):
    """A flag that people must answer anew."""

    flag = graphene.String(required=True)
    because = graphene.List(graphene.NonNull(graphene.String), required=True, description="What got wider")


class PolicyDifference(graphene.ObjectType):
    """What changed from one version to another."""

    slug = graphene.String(required=True)
    from_version = graphene.Int(required=True)
    to_version = graphene.Int(required=True)
    locale = graphene.String(required=True)
    material = graphene.Boolean(required=True)
    asked_again = graphene.List(graphene.NonNull(PolicyAskedAgain), required=True)
    told = graphene.Boolean(required=True, description="Whether people hear of the change at all")
    narrowed = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="What later terms take from the buyer"
    )
    sections = graphene.List(graphene.NonNull(PolicySectionChange), required=True)
    purposes = graphene.List(graphene.NonNull(PolicyClauseChange), required=True)
    switches = graphene.List(graphene.NonNull(PolicyClauseChange), required=True)
    clauses = graphene.List(graphene.NonNull(PolicyClauseChange), required=True)
    facts = graphene.List(graphene.NonNull(PolicyFieldChange), required=True)


_WHICH = {
    "version": graphene.Int(description="That version; without it the one in force"),
    "at": graphene.String(description="In force then: 2026-11-23 (a date in Almaty) or 2026-11-23T10:00:00+05:00"),
}


class Query(graphene.ObjectType):
    """What anybody may ask about policies."""

    policy = graphene.Field(
        Policy, slug=graphene.String(required=True), locale=graphene.String(default_value="ru"), **_WHICH
    )
    policy_document = graphene.Field(PolicyDocument, slug=graphene.String(required=True), **_WHICH)
    policy_versions = graphene.Field(
        PolicyVersionConnection,
        slug=graphene.String(required=True),
        first=graphene.Int(),
        after=graphene.String(),
        last=graphene.Int(),
        before=graphene.String(),
    )
    policy_diff = graphene.Field(
        PolicyDifference,
        slug=graphene.String(required=True),
        from_version=graphene.Int(required=True, name="from"),
        to_version=graphene.Int(required=True, name="to"),
        locale=graphene.String(default_value="ru"),
    )
    operator = graphene.Field(Operator, required=True)

    @staticmethod
    def resolve_policy(
        _root: None, _info: Any, slug: str, locale: str, version: int | None = None, at: str | None = None
    ) -> contracts.Reading:
        """Answer a version in one language."""
        return queries.policy(slug=slug, locale=locale, version=version, at=queries.parse_at(at), now=timezone.now())

    @staticmethod
    def resolve_policy_document(
        _root: None, _info: Any, slug: str, version: int | None = None, at: str | None = None
    ) -> contracts.Canonical:
        """Answer the hashed form of a version."""
        return queries.canonical(slug=slug, version=version, at=queries.parse_at(at), now=timezone.now())

    @staticmethod
    def resolve_policy_versions(_root: None, _info: Any, slug: str, **paging: Any) -> dict[str, Any]:
        """Answer the archive as a Relay connection with the cursors of REST."""
        limit = paging.get("last") if paging.get("before") else paging.get("first")
        page = queries.policy_versions(
            slug=slug, limit=limit, after=paging.get("after"), before=paging.get("before"), now=timezone.now()
        )
        return _connection(page)

    @staticmethod
    def resolve_policy_diff(
        _root: None, _info: Any, slug: str, from_version: int, to_version: int, locale: str
    ) -> contracts.Difference:
        """Answer what changed between two versions."""
        return queries.policy_diff(slug=slug, from_version=from_version, to_version=to_version, locale=locale)

    @staticmethod
    def resolve_operator(_root: None, _info: Any) -> contracts.Operator:
        """Answer who is responsible."""
        return queries.operator()


def _connection(page: cursors.Page[queries.ArchiveLine]) -> dict[str, Any]:
    edges = [{"node": row.line, "cursor": row.cursor} for row in page.rows]
    return {
        "edges": edges,
        "page_info": graphene.relay.PageInfo(
            has_next_page=page.has_more,
            has_previous_page=page.prev is not None,
            start_cursor=edges[0]["cursor"] if edges else None,
            end_cursor=edges[-1]["cursor"] if edges else None,
        ),
    }
