"""How often one may try what concerns an e-mail: strictly from one network, softly from all of them together.

The soft limit stops a guessing flood from many networks. It spares networks where the account is signed in already, so
that nobody can lock an owner out of their own account.
"""

from uuid import UUID

from frontend_contracts.wire.problems import TooManyRequests
from shop_api.accounts import flows
from shop_api.gate import throttle
from shop_api.gate.actor import Actor

#: Wrong and right passwords for one e-mail from everywhere: a person tries a few times, a flood does not stop.
PASSWORDS_EVERYWHERE = throttle.Limit(100, 3600)
#: Letters with codes to one e-mail: from one network in an hour, and from everywhere in a day.
LETTERS_HERE = throttle.Limit(5, 3600)
LETTERS_EVERYWHERE = throttle.Limit(20, 86_400)
#: Calls from one network that carry a password or a code; offices and mobile carriers share networks.
FROM_ONE_NETWORK = throttle.Limit(100, 300)


def count_password(actor: Actor, email: str, account_id: UUID | None) -> None:
    """Count a try of a password.

    :raises TooManyRequests: too many for this e-mail from here, or from everywhere
    """
    throttle.count(f"password|{email}|{actor.address}", throttle.GUESSES, actor.at)
    try:
        throttle.count(f"password|{email}", PASSWORDS_EVERYWHERE, actor.at)
    except TooManyRequests:
        if account_id is None or not flows.knows_network(account_id, actor.address):
            raise


def count_letter(actor: Actor, what: str, email: str, account_id: UUID | None) -> None:
    """Count a letter with a code, whether or not it will be sent.

    :raises TooManyRequests: too many for this e-mail from here, or from everywhere
    """
    throttle.count(f"letter|{what}|{email}|{actor.address}", LETTERS_HERE, actor.at)
    try:
        throttle.count(f"letter|{what}|{email}", LETTERS_EVERYWHERE, actor.at)
    except TooManyRequests:
        if account_id is None or not flows.knows_network(account_id, actor.address):
            raise
