"""Permissions, and which role holds which. Deny is the default: a role has what stands here and nothing else."""

from enum import StrEnum


class Permission(StrEnum):
    """`feature:thing:action`. Each use case and query names exactly one."""

    PUBLICATIONS_EVENT_RECEIVE = "publications:event:receive"
    PUBLICATIONS_EVENT_APPLY = "publications:event:apply"
    CONSENT_FORM_READ = "consent:form:read"
    CONSENT_OWN_READ = "consent:own:read"
    CONSENT_OWN_GIVE = "consent:own:give"
    CONSENT_OWN_WITHDRAW = "consent:own:withdraw"
    CONSENT_TERM_END = "consent:term:end"
    CONSENT_WITHDRAWAL_RETRY = "consent:withdrawal:retry"
    CONSENT_ANY_READ = "consent:any:read"
    CONSENT_ANY_REVOKE = "consent:any:revoke"
    CONSENT_EVIDENCE_REVEAL = "consent:evidence:reveal"
    PRIVACY_REQUEST_OPEN = "privacy:request:open"
    PRIVACY_REQUEST_READ = "privacy:request:read"
    PRIVACY_REQUEST_HANDLE = "privacy:request:handle"
    PRIVACY_RECIPIENTS_READ = "privacy:recipients:read"
    PRIVACY_NOTICE_SEND = "privacy:notice:send"
    CONSENT_LOG_SEAL = "consent:log:seal"
    ACCOUNTS_SIGN_UP = "accounts:own:sign_up"
    ACCOUNTS_SIGN_IN = "accounts:own:sign_in"
    ACCOUNTS_OWN_READ = "accounts:own:read"
    ACCOUNTS_OWN_WRITE = "accounts:own:write"
    ACCOUNTS_UNVERIFIED_PURGE = "accounts:unverified:purge"
    CATALOG_READ = "catalog:product:read"
    CATALOG_STOCK_SET = "catalog:stock:set"
    CATALOG_STOCK_READ = "catalog:stock:read"
    ORDERS_CART_CREATE = "orders:cart:create"
    ORDERS_CART_WRITE = "orders:cart:write"
    ORDERS_OWN_PLACE = "orders:own:place"
    ORDERS_OWN_READ = "orders:own:read"
    ORDERS_OWN_CANCEL = "orders:own:cancel"
    ORDERS_OWN_CLAIM = "orders:own:claim"
    ORDERS_LOOKUP = "orders:guest:lookup"
    SUPPORT_SIGN_IN = "support:staff:sign_in"
    SUPPORT_STAFF_SELF = "support:staff:self"
    SUPPORT_STAFF_CREATE = "support:staff:create"
    SUPPORT_ORDER_SEARCH = "support:order:search"
    SUPPORT_ORDER_READ = "support:order:read"
    SUPPORT_CONTACT_REVEAL = "support:contact:reveal"
    SUPPORT_ORDER_DELIVER = "support:order:deliver"
    SUPPORT_ORDER_CANCEL = "support:order:cancel"
    SUPPORT_LOOK_READ = "support:look:read"
    SUPPORT_THREAD_WRITE = "support:thread:write"
    SUPPORT_THREAD_READ = "support:thread:read"
    SUPPORT_THREAD_ANSWER = "support:thread:answer"
    SUPPORT_THREAD_CLOSE = "support:thread:close"
    REVIEWS_READ = "reviews:published:read"
    REVIEWS_OWN_WRITE = "reviews:own:write"
    REVIEWS_OWN_READ = "reviews:own:read"
    REVIEWS_ANY_READ = "reviews:any:read"
    REVIEWS_ANY_PUBLISH = "reviews:any:publish"
    EVENTS_READ = "gate:event:read"


P = Permission

PUBLIC = frozenset(
    {
        P.CONSENT_FORM_READ,
        P.CATALOG_READ,
        P.REVIEWS_READ,
        P.ORDERS_CART_CREATE,
        P.ORDERS_LOOKUP,
        P.ACCOUNTS_SIGN_UP,
        P.ACCOUNTS_SIGN_IN,
        P.SUPPORT_SIGN_IN,
    }
)

#: What a visitor may do who holds a cart token.
CART = frozenset(
    {
        P.ORDERS_CART_WRITE,
        P.ORDERS_OWN_PLACE,
        P.CONSENT_OWN_READ,
        P.CONSENT_OWN_GIVE,
        P.CONSENT_OWN_WITHDRAW,
        P.PRIVACY_REQUEST_OPEN,
        P.PRIVACY_REQUEST_READ,
        P.PRIVACY_RECIPIENTS_READ,
        P.SUPPORT_LOOK_READ,
    }
)

#: What a guest may do who proved, by code or receipt link, that an order is theirs.
GUEST = frozenset(
    {
        P.ORDERS_OWN_READ,
        P.ORDERS_OWN_CANCEL,
        P.CONSENT_OWN_READ,
        P.CONSENT_OWN_GIVE,
        P.CONSENT_OWN_WITHDRAW,
        P.PRIVACY_REQUEST_OPEN,
        P.PRIVACY_REQUEST_READ,
        P.PRIVACY_RECIPIENTS_READ,
        P.SUPPORT_LOOK_READ,
        P.SUPPORT_THREAD_WRITE,
        P.SUPPORT_THREAD_READ,
    }
)

CUSTOMER = CART | frozenset(
    {
        P.ACCOUNTS_OWN_READ,
        P.ACCOUNTS_OWN_WRITE,
        P.ORDERS_OWN_READ,
        P.ORDERS_OWN_CANCEL,
        P.ORDERS_OWN_CLAIM,
        P.REVIEWS_OWN_WRITE,
        P.REVIEWS_OWN_READ,
        P.SUPPORT_THREAD_WRITE,
        P.SUPPORT_THREAD_READ,
    }
)


class Role(StrEnum):
    """What a member of staff is; held by their account in `support`."""

    SUPPORT = "support"
    MODERATOR = "moderator"
    STOCK_KEEPER = "stock_keeper"
    RESPONSIBLE = "responsible"  # the responsible person for personal data: law 94-V art. 25(2)


STAFF: dict[Role, frozenset[Permission]] = {
    Role.SUPPORT: frozenset(
        {
            P.SUPPORT_STAFF_SELF,
            P.SUPPORT_ORDER_SEARCH,
            P.SUPPORT_ORDER_READ,
            P.SUPPORT_CONTACT_REVEAL,
            P.SUPPORT_ORDER_DELIVER,
            P.SUPPORT_ORDER_CANCEL,
            P.SUPPORT_THREAD_ANSWER,
            P.PRIVACY_REQUEST_HANDLE,
            P.CATALOG_STOCK_READ,
            P.CONSENT_ANY_READ,
            P.CONSENT_EVIDENCE_REVEAL,
        }
    ),
    Role.MODERATOR: frozenset({P.SUPPORT_STAFF_SELF, P.REVIEWS_ANY_READ, P.REVIEWS_ANY_PUBLISH}),
    Role.STOCK_KEEPER: frozenset({P.SUPPORT_STAFF_SELF, P.CATALOG_STOCK_READ, P.CATALOG_STOCK_SET}),
    Role.RESPONSIBLE: frozenset(
        {
            P.SUPPORT_STAFF_SELF,
            P.CONSENT_ANY_READ,
            P.CONSENT_EVIDENCE_REVEAL,
            P.CONSENT_ANY_REVOKE,
            P.PRIVACY_REQUEST_HANDLE,
        }
    ),
}

PROVIDER = frozenset({P.PUBLICATIONS_EVENT_RECEIVE, P.EVENTS_READ})

CLOCK = frozenset(
    {
        P.PUBLICATIONS_EVENT_APPLY,
        P.CONSENT_LOG_SEAL,
        P.ACCOUNTS_UNVERIFIED_PURGE,
        P.CONSENT_TERM_END,
        P.CONSENT_WITHDRAWAL_RETRY,
        P.PRIVACY_NOTICE_SEND,
        P.SUPPORT_THREAD_CLOSE,
    }
)

#: A command run by whoever operates the service, on its own machine.
OPERATOR = CLOCK | PROVIDER | frozenset({P.CATALOG_STOCK_SET, P.CATALOG_STOCK_READ, P.SUPPORT_STAFF_CREATE})
