"""Staff see a contact in clear, for a reason that stays."""

from frontend_contracts.wire.problems import Kind
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.errors import ShopError
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.orders import queries as orders
from shop_api.support import contracts, models, rules
from shop_api.support.queries import desk, staff
from shop_api.values.identifiers import spoken
from shop_api.values.purposes import Purpose


class RevealBudgetSpent(ShopError):
    """This member of staff has looked at as many contacts today as one person needs."""

    code = "support.reveal_budget"
    kind = Kind.TOO_MANY
    texts = {
        "en": "You have revealed contacts {budget} times today. Ask a colleague, or go on tomorrow.",
        "ru": "Сегодня вы открывали контакты {budget} раз. Попросите коллегу или продолжите завтра.",
        "kk": "Бүгін байланыс деректерін {budget} рет аштыңыз. Әріптесіңізден сұраңыз немесе ертең жалғастырыңыз.",
    }
    shown = ("budget",)


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
    Source: policy P8.2; the subject's export lists who looked.
    """
    facts = orders.order_facts(command.number)
    # Locks this member of staff: two reveals at once cannot both be the last of the budget.
    models.StaffMember.objects.select_for_update().get(id=staff.id_of(actor))
    left = desk.reveals_left(actor)
    if left == 0:
        raise RevealBudgetSpent(budget=rules.REVEALS_A_DAY, retry_after=rules.seconds_to_next_day(actor.at))
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
        left_today=left - 1,
    )
