"""Writes of support shared by its use cases: threads along their table, the budget of reveals, letters."""

from uuid import UUID

from frontend_contracts.wire.problems import Kind, NotFound, PreconditionFailed
from shop_api.accounts import queries as accounts
from shop_api.consent.contracts import RevokedConsent
from shop_api.gate import mail, outbox
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.errors import ShopError
from shop_api.orders import queries as orders
from shop_api.orders.contracts.staff import OrderFacts
from shop_api.support import models, rules
from shop_api.support.contracts import MessageAuthor, ThreadStatus
from shop_api.support.queries import desk, staff
from shop_api.values.identifiers import new_number, spoken


class ThreadTransitionRefused(ShopError):
    """The conversation stands where this does not lead on."""

    code = "support.transition_refused"
    kind = Kind.CONFLICT
    texts = {
        "en": "A conversation that is {status} does not allow this. Load it again and see what can be done.",
        "ru": "Обращение в состоянии {status} этого не допускает. Загрузите его снова и посмотрите, что можно сделать.",
        "kk": "{status} күйіндегі өтінішке бұл әрекет жасалмайды. Оны қайта жүктеп, не істеуге болатынын қараңыз.",
    }
    shown = ("status",)


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


def count_reveal(actor: Actor) -> int:
    """Let one more reveal of today pass; returns how many are left after it.

    :raises RevealBudgetSpent: this member of staff has looked often enough today
    """
    # Locks this member of staff: two reveals at once cannot both be the last of the budget.
    models.StaffMember.objects.select_for_update().get(id=staff.id_of(actor))
    left = desk.reveals_left(actor)
    if left == 0:
        raise RevealBudgetSpent(budget=rules.REVEALS_A_DAY, retry_after=rules.seconds_to_next_day(actor.at))
    return left - 1


def subject_of(actor: Actor, facts: OrderFacts) -> UUID:
    """Who a message about an order is from: the account that writes, else the data subject of the order."""
    if actor.kind is ActorKind.CUSTOMER and actor.subject_id is not None:
        return actor.subject_id
    return facts.subject_id


def begin_thread(actor: Actor, facts: OrderFacts) -> models.Thread:
    """A new conversation about an order, open."""
    thread = models.Thread.objects.create(
        number=rules.LETTER + new_number(),
        order_id=facts.id,
        order_number=facts.number,
        account_id=actor.id if actor.kind is ActorKind.CUSTOMER else None,
        subject_id=subject_of(actor, facts),
        locale=actor.locale,
        status=ThreadStatus.OPEN.value,
        created_at=actor.at,
        changed_at=actor.at,
        waiting_since=actor.at,
    )
    _record(actor, thread, "write", "")
    return thread


def follow_claim(*, order_id: UUID, account_id: UUID, subject_id: UUID, **_: object) -> None:
    """Give an account the conversations about an order it has claimed; bound to the announcement `order.claimed`.

    Else the owner would not find them, and withdrawing consent to support would not reach them.
    """
    guests = models.Thread.objects.filter(order_id=order_id, account_id=None)
    guests.update(account_id=account_id, subject_id=subject_id)


def locked(number: str, *, order_id: UUID | None = None, expected_version: int | None = None) -> models.Thread:
    """Lock a conversation and read it anew; with `order_id`, only one about that order.

    :raises NotFound: there is none
    :raises PreconditionFailed: it has moved on from `expected_version`
    """
    rows = models.Thread.objects.select_for_update().filter(number=rules.bare_thread_number(number))
    if order_id is not None:
        rows = rows.filter(order_id=order_id)
    thread = rows.first()
    if thread is None:
        raise NotFound
    if expected_version is not None and thread.version != expected_version:
        raise PreconditionFailed
    return thread


def move(actor: Actor, thread: models.Thread, event: str) -> None:
    """Make a transition of a locked conversation: state, version, event and outbox row together.

    :raises ThreadTransitionRefused: its state does not allow the event
    """
    target = rules.MACHINE.target(thread.status, event)
    if target is None:
        raise ThreadTransitionRefused(status=thread.status)
    before, thread.status = thread.status, target
    thread.version += 1
    thread.changed_at = actor.at
    # A second message does not begin the wait anew.
    thread.waiting_since = (thread.waiting_since or actor.at) if rules.waits_for_us(target) else None
    thread.save(update_fields=["status", "version", "changed_at", "waiting_since"])
    _record(actor, thread, event, before)


def add_message(actor: Actor, thread: models.Thread, author: MessageAuthor, text: str) -> None:
    """Add what was written; a member of staff is named to other staff."""
    models.ThreadMessage.objects.create(
        thread=thread,
        author=author.value,
        staff_id=actor.id if author is MessageAuthor.STAFF else None,
        text=text,
        created_at=actor.at,
    )


def tell_of_answer(actor: Actor, thread: models.Thread) -> None:
    """Write to the e-mail address on the order that an answer waits; the answer itself stays here."""
    address = orders.buyer_email(thread.order_id)
    if address:
        mail.post(
            "support_answer",
            address,
            thread.locale,
            actor.at,
            subject_id=thread.subject_id,
            thread=spoken(thread.number),
            number=spoken(thread.order_number),
        )


def tell_of_revocation(actor: Actor, subject_id: UUID, revoked: RevokedConsent, reason: str) -> bool:
    """Write to a person, in their language, that a consent of theirs was revoked and why; False if out of reach."""
    account = accounts.reachable_as(subject_id)
    reached = orders.reach_of(subject_id) if account is None else (account.email, account.language.value)
    if reached is None:
        return False
    address, locale = reached
    kind = "consent_revoked_guest" if account is None else "consent_revoked"
    mail.post(kind, address, locale, actor.at, subject_id=subject_id, wording=revoked.wording, reason=reason)
    return True


def _record(actor: Actor, thread: models.Thread, event: str, before: str) -> None:
    models.ThreadEvent.objects.create(
        thread_id=thread.id,
        version=thread.version,
        event=event,
        from_status=before,
        to_status=thread.status,
        actor_kind=actor.kind.value,
        staff_id=actor.id if actor.kind is ActorKind.STAFF else None,
        at=actor.at,
    )
    data = {"thread": str(thread.id), "version": thread.version, "status": thread.status}
    outbox.record("support.thread_changed", data, actor.at)
