"""Staff answer a request of a data subject, or refuse it with the article."""

from typing import Any

from frontend_contracts.wire.problems import Kind, NotFound, PreconditionFailed
from shop_api.gate import mail
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.errors import ShopError
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import Key, use_case
from shop_api.privacy import contracts, models, rules, steps
from shop_api.privacy.contracts import RequestStatus
from shop_api.privacy.queries import requests
from shop_api.values.identifiers import spoken


class RequestAnswered(ShopError):
    """The request has its answer already."""

    code = "privacy.request_answered"
    kind = Kind.CONFLICT
    texts = {
        "en": "This request has been answered already. Load it again and read the answer.",
        "ru": "На это обращение уже ответили. Загрузите его снова и прочитайте ответ.",
        "kk": "Бұл өтінішке жауап берілген. Оны қайта жүктеп, жауабын оқыңыз.",
    }


@use_case(
    permission=Permission.PRIVACY_REQUEST_HANDLE,
    ground=Ground.STAFF,
    under=Statute.DATA_SUBJECT_RIGHTS,
    key=Key.REQUIRED,
    replay=requests.replayed_for_staff,
)
def answer_privacy_request(*, actor: Actor, command: contracts.AnswerPrivacyRequest) -> contracts.StaffPrivacyRequest:
    """Answer a request, in the language it was made in; with `article`, refuse it. The letter carries the answer.

    :raises NotFound: no such request
    :raises PreconditionFailed: it changed since `command.expected_version`
    :raises RequestAnswered: it has its answer
    Source: law 94-V art. 25(2): a refusal gives reasons.
    """
    number = rules.bare_request_number(command.number)
    row = models.PrivacyRequest.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound
    if command.expected_version is not None and row.version != command.expected_version:
        raise PreconditionFailed
    if row.status != RequestStatus.OPEN.value:
        raise RequestAnswered
    row.status = (RequestStatus.ANSWERED if command.article is None else RequestStatus.REFUSED).value
    row.answer, row.article = command.text, command.article or ""
    row.version, row.changed_at = row.version + 1, actor.at
    row.save(update_fields=["status", "answer", "article", "version", "changed_at"])
    steps.record(actor, row)
    kind = "privacy_answer" if command.article is None else "privacy_refusal"
    told: dict[str, Any] = {"number": spoken(row.number), "answer": command.text}
    if command.article is not None:
        told["article"] = command.article
    mail.post(kind, row.email, row.locale, actor.at, subject_id=row.subject_id, **told)
    return requests.staff_shape(row, actor)
