"""Accounts of editors: e-mail and name, nothing else about a person."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from frontend_contracts.wire.personal_data import ByRule, Erasure, not_personal, personal

STAFF_RULE = ByRule("staff_accounts")  # the retention row of editors' accounts: with employment, then the audit's term


class UserManager(BaseUserManager["User"]):
    """Makes accounts whose key is the e-mail address in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Store an account; without a password nobody can sign in to it."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Store an administrator's account."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """One editor. Passwords and rights come from Django; see `third_party_fields` for their marks."""

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    email = personal(
        models.EmailField("e-mail", unique=True),
        category="staff_account", why=["staff_access"], keep=STAFF_RULE, on_erasure=Erasure.ANONYMISE,
    )  # fmt: skip
    first_name = personal(
        models.CharField("first name", max_length=150),
        category="staff_account", why=["staff_access"], keep=STAFF_RULE, on_erasure=Erasure.BLANK,
    )  # fmt: skip
    last_name = personal(
        models.CharField("last name", max_length=150),
        category="staff_account", why=["staff_access"], keep=STAFF_RULE, on_erasure=Erasure.BLANK,
    )  # fmt: skip
    is_active = not_personal(models.BooleanField("active", default=True))
    joined_at = not_personal(models.DateTimeField(default=timezone.now, editable=False))

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name", "last_name"]

    class Meta:
        verbose_name = "editor"
        verbose_name_plural = "editors"

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name
