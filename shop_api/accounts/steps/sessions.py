"""What somebody gets who signed in."""

from uuid import UUID

from shop_api.accounts import contracts, flows
from shop_api.accounts.contracts import SessionClient
from shop_api.consent import steps as consent
from shop_api.gate.actor import Actor, ActorKind


def welcome(actor: Actor, opened: flows.Opened) -> None:
    """Join the device to the account: what was agreed with its cart counts for the account from now on."""
    if actor.kind is ActorKind.CART and actor.subject_id is not None:
        consent.link_subjects(of=actor.subject_id, to=opened.subject_id, at=actor.at)


def answer(opened: flows.Opened, client: SessionClient) -> contracts.SignedIn:
    """The answer: an app reads its token in it; a browser's token travels beside it, into a cookie."""
    made = contracts.SignedIn(
        id=opened.id,
        session_token=opened.token if client is SessionClient.APP else None,
        account_id=opened.account_id,
        expires_at=opened.expires_at,
    )
    if client is SessionClient.BROWSER:
        object.__setattr__(made, "_cookie_token", opened.token)  # no field of the contract: neither door shows it
    return made


def cookie_token(answered: contracts.SignedIn) -> str | None:
    """The token for the cookie of an answer just made; None for apps and for replays."""
    token: str | None = getattr(answered, "_cookie_token", None)
    return token


def replayed(actor: Actor, session_id: str) -> contracts.SignedIn:
    """The answer to a repeated request: its token was shown once and is known to nobody here."""
    return contracts.SignedIn(id=UUID(session_id))
