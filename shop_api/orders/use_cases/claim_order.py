"""A customer puts an order they made as a guest under their account."""

from frontend_contracts.wire.problems import NotFound
from shop_api.accounts import queries as accounts
from shop_api.consent import steps as consent
from shop_api.gate import effects
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.consent_port import Ground
from shop_api.gate.encryption import blind_index
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import Key, use_case
from shop_api.orders import models, problems
from shop_api.orders.contracts import orders as contracts
from shop_api.orders.queries import orders as queries
from shop_api.orders.steps import transitions
from shop_api.values.identifiers import bare_number


@use_case(
    permission=Permission.ORDERS_OWN_CLAIM,
    ground=Ground.AUTHENTICATION,
    key=Key.REQUIRED,
    replay=queries.changed_order,
)
def claim_order(*, actor: Actor, command: contracts.ClaimOrder) -> contracts.Order:
    """Put a guest's order under the account of the caller, who proves that its contact is theirs.

    Proof is the token that a code gave, or the account's confirmed e-mail address standing on the order. Announces
    `order.claimed` (`order_id`, `account_id`, `subject_id`): what hangs on the order becomes the account's too.

    :raises NotFound: no such order, or it belongs to another account, or nothing hints that the caller may know it
    :raises ClaimNotProved: the caller holds the order's receipt link and neither its code nor its address
    """
    number = bare_number(command.number)
    order = models.Order.objects.select_for_update().filter(number=number or "").first()
    if order is None or actor.kind is not ActorKind.CUSTOMER or actor.subject_id is None:
        raise NotFound
    if order.account_id == actor.id:
        return queries.changed_order(actor, str(order.id))
    if order.account_id is not None:
        raise NotFound
    if actor.scope.get("proved_order_id") != order.id and not _has_its_address(order, actor):
        raise problems.ClaimNotProved() if actor.scope.get("order_id") == order.id else NotFound()
    # What the guest agreed to counts for the account from now on; the order is the account's in every list.
    guest_id = order.subject_id
    consent.link_subjects(of=guest_id, to=actor.subject_id, at=actor.at)
    order.account_id, order.subject_id = actor.id, actor.subject_id
    order.version += 1
    order.changed_at = actor.at
    order.save(update_fields=["account_id", "subject_id", "version", "changed_at"])
    transitions.record(order, "claim", order.status, actor)
    effects.announce("order.claimed", actor=actor, order_id=order.id, account_id=actor.id, subject_id=actor.subject_id)
    # Last, as placing does: whoever withdraws is answered by what was owed before this or by what is owed after it.
    consent.take_turns([guest_id, actor.subject_id])
    return queries.changed_order(actor, str(order.id))


def _has_its_address(order: models.Order, actor: Actor) -> bool:
    """Whether the account's e-mail address, which was confirmed, is the one on the order; a phone is not confirmed."""
    contact = models.OrderContact.objects.filter(id=order.id).first()
    if contact is None or contact.email_index is None or actor.id is None:
        return False
    email = accounts.contact_of(actor.id).email.lower()
    return bytes(contact.email_index) == blind_index("email", email)
