"""Asking for an account."""

from uuid import UUID

from shop_api.accounts import contracts, flows, models, refusals, rules
from shop_api.accounts.contracts import AccountStatus
from shop_api.accounts.steps import limits, sign_ups
from shop_api.consent import steps as consent
from shop_api.gate import consent_port
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.purposes import Purpose, Switch


def _replayed(actor: Actor, sign_up_id: str) -> contracts.CodeSent:
    return contracts.CodeSent(id=UUID(sign_up_id), code_valid_seconds=rules.CODE_SECONDS)


@use_case(
    permission=Permission.ACCOUNTS_SIGN_UP,
    purposes=[Purpose.ACCOUNT],
    optional=[Purpose.MARKETING_EMAIL, Switch.CROSS_BORDER_TRANSFER],
    limit=limits.FROM_ONE_NETWORK,
    replay=_replayed,
    shows_consent=False,
)
def sign_up(*, actor: Actor, command: contracts.SignUp) -> contracts.CodeSent:
    """Keep an unverified account and send a code to its e-mail.

    An e-mail that has an account is answered alike, in form and in time; its owner gets a letter that says so. An
    earlier sign-up of the same e-mail that nobody confirmed is replaced, so that squatting on an address is vain.

    :raises InputInvalid: `email` is no e-mail address
    :raises RepresentativeNeeded: `age_band` is under 18
    :raises PasswordWeak: the password is easily guessed
    :raises TooManyRequests: too many sign-ups of this e-mail
    """
    email = rules.email(command.email)
    if email is None:
        raise refusals.input_invalid(["email"], actor.locale)
    if rules.needs_representative(command.age_band):
        raise refusals.RepresentativeNeeded(field="age_band")
    account = _new_account(actor, command, email)
    sign_ups.lock_email(email)
    known = models.Account.objects.select_for_update().filter(email=email).first()
    limits.count_letter(actor, "sign_up", email, known.id if known else None)
    if known is not None and known.status == AccountStatus.UNVERIFIED.value:
        sign_ups.forget([known], [])
        known = None
    if known is None:
        account.save(force_insert=True)
        flows.keep_email(account)
    handle = sign_ups.start(
        actor.having(locale=(known or account).language),
        email=email,
        account=account if known is None else None,
        subject_id=account.subject_id,
        about=(known or account).subject_id,
    )
    return consent_port.about(
        account.subject_id,
        contracts.CodeSent(id=handle, code_valid_seconds=rules.CODE_SECONDS),
        name=rules.full_name(surname=command.surname, first_name=command.first_name, patronymic=command.patronymic),
    )


def _new_account(actor: Actor, command: contracts.SignUp, email: str) -> models.Account:
    """The account, not saved yet. Its password is hashed here, so that a known e-mail costs the same time."""
    account = models.Account(
        subject_id=consent.new_subject(actor),
        email=email,
        surname=command.surname,
        first_name=command.first_name,
        patronymic=command.patronymic,
        language=command.language.value,
        age_band=command.age_band.value,
        status=AccountStatus.UNVERIFIED.value,
        created_at=actor.at,
    )
    flows.check_password(command.password, account)
    account.set_password(command.password)
    return account
