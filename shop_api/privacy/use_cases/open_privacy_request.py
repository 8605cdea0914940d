"""A person exercises a right that somebody at the desk carries out."""

from frontend_contracts.wire.problems import FieldError, InputInvalid
from shop_api.accounts import queries as accounts
from shop_api.accounts import rules as account_rules
from shop_api.consent import queries as consent
from shop_api.gate import mail, throttle
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import Key, use_case
from shop_api.privacy import contracts, models, rules, steps
from shop_api.privacy.queries import requests
from shop_api.values.clock import day_in_almaty
from shop_api.values.identifiers import new_number, spoken

REQUESTS = throttle.Limit(10, 3600)  # more in an hour is no exercise of rights
#: Requests that would write to one e-mail address which nobody proved to be theirs: a new cart costs nothing, so
#: whoever asks cannot be what is counted.
TO_A_MAILBOX = throttle.Limit(3, 3600)
#: The same from one network address, which is shortened and may be that of a whole mobile network.
OF_AN_ADDRESS = throttle.Limit(60, 3600)


@use_case(
    permission=Permission.PRIVACY_REQUEST_OPEN,
    ground=Ground.EXERCISE_OF_RIGHT,
    key=Key.REQUIRED,
    replay=requests.replayed_own,
    limit=REQUESTS,
)
def open_privacy_request(*, actor: Actor, command: contracts.OpenPrivacyRequest) -> contracts.PrivacyRequest:
    """Take in a request with a number and a clock, and write a letter that says so.

    Needs no consent and no policy in force. Withdrawing and correcting one's profile work at once by themselves; a
    request about them is taken in all the same.

    :raises InputInvalid: no e-mail address to answer to
    :raises TooManyRequests: too many asked for answers to this address, or from this network
    Source: law 94-V art. 24(1); clocks from the register of rules.
    """
    if actor.subject_id is None:
        raise RuntimeError("Who may exercise rights is a data subject; an identifier left the subject out.")
    email = _address(actor, command.email)
    today = day_in_almaty(actor.at)
    clock = rules.due(command.right, today)
    policy = consent.version_in_force("privacy", actor.at)
    row = models.PrivacyRequest.objects.create(
        number=rules.LETTER + new_number(),
        right=command.right.value,
        subject_id=actor.subject_id,
        principal=actor.principal,
        email=email,
        text=command.text,
        locale=actor.locale,
        policy_version=None if policy is None else policy.version,
        status=contracts.RequestStatus.OPEN.value,
        due_on=clock.on,
        is_estimated=clock.is_estimated,
        created_at=actor.at,
        changed_at=actor.at,
    )
    steps.record(actor, row)
    mail.post(
        "privacy_request",
        email,
        actor.locale,
        actor.at,
        subject_id=row.subject_id,
        number=spoken(row.number),
        due_on=row.due_on.strftime("%d.%m.%Y"),
    )
    return requests.own_shape(row)


def _address(actor: Actor, typed: str | None) -> str:
    if actor.kind is ActorKind.CUSTOMER and actor.id is not None:
        return accounts.contact_of(actor.id).email
    email = None if typed is None else account_rules.email(typed)
    if email is None:
        raise InputInvalid(errors=[FieldError("/email", "input.missing", "name@example.kz")])
    throttle.count(f"privacy_requests_of|{actor.address}", OF_AN_ADDRESS, actor.at)
    throttle.count(f"privacy_requests_to|{email}", TO_A_MAILBOX, actor.at)
    return email
