"""A guest who lost the link asks for a code."""

from uuid import UUID

from shop_api.gate import throttle
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.encryption import blind_index
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.orders import credentials, models, problems
from shop_api.orders.contracts import lookups as contracts
from shop_api.orders.queries import lookups as queries
from shop_api.orders.rules import contacts
from shop_api.orders.steps import letters
from shop_api.values import phone
from shop_api.values.identifiers import bare_number, new_id

#: Letters to one contact about one number, whether they fit or not: a stranger must not flood somebody's inbox, nor use
#: the owner's letters up with contacts that do not fit.
CODES_OF_A_CONTACT = throttle.Limit(5, 3600)
_NOBODY = UUID(int=0)  # no order has this id


@use_case(
    permission=Permission.ORDERS_LOOKUP,
    ground=Ground.AUTHENTICATION,
    replay=queries.started_lookup,
    limit=throttle.GUESSES,
)
def look_up_order(*, actor: Actor, command: contracts.LookUpOrder) -> contracts.LookupStarted:
    """Send a code to the contact on the order, if number and contact fit. The answer is the same either way.

    :raises InputInvalid: neither phone nor e-mail address was given
    :raises TooManyRequests: too many codes were asked for with this number and contact
    """
    if command.phone is None and command.email is None:
        raise problems.input_invalid([("", "input.contact_missing")], actor.locale)
    number = bare_number(command.number) or ""
    typed_phone = phone.normalised(command.phone) if command.phone else None
    typed_email = contacts.email(command.email) if command.email else None
    for given, typed in ((command.phone, typed_phone), (command.email, typed_email)):
        if given is not None:
            throttle.count(f"lookup_code|{number}|{typed or ''}", CODES_OF_A_CONTACT, actor.at)
    order, contact = _fitting(number, typed_phone, typed_email)
    lookup_id, code = new_id(), credentials.new_code()
    row = models.Lookup.objects.create(
        id=lookup_id,
        order_id=None if order is None else order.id,
        code_hash=credentials.code_hash(lookup_id, code),
        created_at=actor.at,
    )
    letters.lookup_code(order, contact, code, actor)
    return queries.started(row)


def _fitting(
    number: str, typed_phone: str | None, typed_email: str | None
) -> tuple[models.Order | None, models.OrderContact | None]:
    """The order and its contact, both or neither; always the same two statements."""
    order = models.Order.objects.filter(number=number).first()
    row = models.OrderContact.objects.filter(id=_NOBODY if order is None else order.id).first()
    wanted = {
        "phone": blind_index("phone", typed_phone or ""),
        "email": blind_index("email", typed_email or ""),
    }
    if order is None or row is None:
        return None, None
    fits = [
        typed is not None and stored is not None and bytes(stored) == index
        for typed, stored, index in (
            (typed_phone, row.phone_index, wanted["phone"]),
            (typed_email, row.email_index, wanted["email"]),
        )
    ]
    return (order, row) if any(fits) else (None, None)
