"""Staff see a contact in clear, for a reason that stays."""

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.orders import queries as orders
from shop_api.support import contracts, models, steps
from shop_api.support.queries import desk, staff
from shop_api.values.identifiers import spoken
from shop_api.values.purposes import Purpose


@use_case(
    permission=Permission.SUPPORT_CONTACT_REVEAL,
    ground=Ground.STAFF,
    under=Purpose.ORDER_FULFILMENT,
    subject_of=lambda actor, command: desk.order_subject(command.number),
    replay=desk.replayed_reveal,
)
def reveal_contact(*, actor: Actor, command: contracts.RevealContact) -> contracts.RevealedContact:
    """Show contacts of an order in clear; the look, its reason and its fields are written first.

    :raises NotFound: no such order
    :raises StandingConsentMissing: its buyer no longer agrees to order fulfilment
    :raises RevealBudgetSpent: 40 reveals were made today by this member of staff
    Source: policy P8.2; `my_looks` tells the person of each look.
    """
    facts = orders.order_facts(command.number)
    left = steps.count_reveal(actor)
    fields = list(dict.fromkeys(command.fields))
    reveal = models.Reveal.objects.create(
        at=actor.at,
        staff_id=staff.id_of(actor),
        order_id=facts.id,
        subject_id=facts.subject_id,
        fields=[field.value for field in fields],
        reason=command.reason,
    )
    cells = orders.contact_cells(facts.id, [field.value for field in fields])
    return contracts.RevealedContact(
        id=str(reveal.id),
        number=spoken(facts.number),
        at=reveal.at,
        values=tuple(contracts.RevealedValue(field=field, value=cells.get(field.value)) for field in fields),
        left_today=left,
    )
