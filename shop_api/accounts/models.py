"""Customers' accounts. allauth's own tables beside them: verified e-mails and the list of sessions."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from frontend_contracts.wire.personal_data import ByRule, Erasure, UntilErased, not_personal, personal
from shop_api.accounts.contracts import AccountStatus, AgeBand, NameChoice
from shop_api.gate.encryption import EncryptedTextField
from shop_api.values.identifiers import new_id
from shop_api.values.locale import Locale
from shop_api.values.purposes import Purpose

_ACCOUNT: dict[str, Any] = {
    "category": "account",
    "why": [Purpose.ACCOUNT],
    "keep": UntilErased(),
    "on_erasure": Erasure.DELETE,
}
_CREDENTIAL: dict[str, Any] = {**_ACCOUNT, "category": "credential"}
_CONTACT: dict[str, Any] = {**_ACCOUNT, "category": "contact"}
_ADDRESS: dict[str, Any] = {
    "category": "delivery_address",
    "why": [Purpose.ACCOUNT, Purpose.ORDER_FULFILMENT],
    "keep": UntilErased(),
    "on_erasure": Erasure.DELETE,
}


def _choices(enum: type[AgeBand] | type[AccountStatus] | type[NameChoice] | type[Locale]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by e-mail as allauth and Django ask for them."""


class Account(AbstractBaseUser):
    """A customer's account. `email` is kept in lower case; the database refuses another spelling."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    subject_id = personal(models.UUIDField(unique=True), **_ACCOUNT)  # of consent; not a foreign key
    email = personal(models.EmailField(unique=True, max_length=254), **_ACCOUNT)
    password = personal(models.CharField(max_length=128), **_CREDENTIAL)
    last_login = personal(models.DateTimeField(null=True, blank=True), **{**_ACCOUNT, "category": "technical"})
    surname = personal(models.CharField(max_length=100), **_ACCOUNT)
    first_name = personal(models.CharField(max_length=100), **_ACCOUNT)
    patronymic = personal(models.CharField(max_length=100, blank=True), **_ACCOUNT)
    phone = personal(EncryptedTextField(blank=True), **_CONTACT)
    phone_index = personal(models.BinaryField(max_length=32, null=True, db_index=True), **_CONTACT)
    language = personal(models.CharField(max_length=2, choices=_choices(Locale)), **_ACCOUNT)
    age_band = personal(models.CharField(max_length=20, choices=_choices(AgeBand)), **_ACCOUNT)
    status = personal(
        models.CharField(max_length=10, choices=_choices(AccountStatus), default=AccountStatus.UNVERIFIED.value),
        **_ACCOUNT,
    )
    name_choice = personal(
        models.CharField(max_length=30, choices=_choices(NameChoice), default=NameChoice.FIRST_NAME_AND_INITIAL.value),
        **_ACCOUNT,
    )
    created_at = not_personal(models.DateTimeField())
    verified_at = not_personal(models.DateTimeField(null=True))
    version = not_personal(models.PositiveIntegerField(default=1))

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="account_email_lower_case"),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="account_unverified", condition=models.Q(status="unverified")),
        ]

    def __str__(self) -> str:
        return f"account {self.id}"

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # a flag in Django, derived from the status here
        """What Django and allauth ask before they let anybody in."""
        return self.status != AccountStatus.CLOSED.value


class AccountAddress(models.Model):
    """Where an account wants things delivered: written once, offered at checkout."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    account = not_personal(models.ForeignKey(Account, on_delete=models.CASCADE, related_name="addresses"))
    label = personal(EncryptedTextField(blank=True), **_ADDRESS)
    city = personal(EncryptedTextField(), **_ADDRESS)
    street = personal(EncryptedTextField(), **_ADDRESS)
    postal_code = personal(EncryptedTextField(), **_ADDRESS)
    note = personal(EncryptedTextField(blank=True), **_ADDRESS)
    created_at = not_personal(models.DateTimeField())
    version = not_personal(models.PositiveIntegerField(default=1))

    class Meta:
        indexes = [models.Index(fields=["account", "created_at", "id"], name="address_of_account")]

    def __str__(self) -> str:
        return f"address {self.id}"


class PendingSignUp(models.Model):
    """A sign-up whose code has not come back. For a known e-mail it is made too, with no account behind it."""

    id = not_personal(models.UUIDField(primary_key=True))
    subject_id = personal(models.UUIDField(), **{**_ACCOUNT, "keep": ByRule("unverified_account_days")})
    account = not_personal(models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="sign_ups"))
    created_at = not_personal(models.DateTimeField(db_index=True))

    def __str__(self) -> str:
        return f"sign-up {self.id}"
