"""Customers' accounts."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from frontend_contracts.wire.personal_data import Erasure, UntilErased, not_personal, personal
from shop_api.values.identifiers import new_id
from shop_api.values.purposes import Purpose


class Account(AbstractBaseUser):
    """A customer's account."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    email = personal(
        models.EmailField(unique=True),
        category="account",
        why=[Purpose.ACCOUNT],
        keep=UntilErased(),
        on_erasure=Erasure.DELETE,
    )
    USERNAME_FIELD = "email"
