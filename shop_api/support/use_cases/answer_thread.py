"""Staff answer a customer."""

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import Key, use_case
from shop_api.support import contracts, steps
from shop_api.support.contracts import MessageAuthor
from shop_api.support.queries import threads
from shop_api.values.purposes import Purpose


@use_case(
    permission=Permission.SUPPORT_THREAD_ANSWER,
    ground=Ground.STAFF,
    under=Purpose.SUPPORT,
    subject_of=lambda actor, command: threads.thread_subject(command.thread),
    key=Key.REQUIRED,
    replay=threads.staff_thread,
)
def answer_thread(*, actor: Actor, command: contracts.AnswerThread) -> contracts.StaffThread:
    """Answer a customer; a letter tells them that an answer waits, without its words.

    :raises NotFound: no such conversation
    :raises StandingConsentMissing: its customer no longer agrees to support
    """
    thread = steps.locked(command.thread)
    steps.move(actor, thread, "answer")
    steps.add_message(actor, thread, MessageAuthor.STAFF, command.text)
    steps.tell_of_answer(actor, thread)
    return threads.staff_thread(actor, str(thread.id))
