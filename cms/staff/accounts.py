"""Making accounts of editors."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction

from cms.staff import groups
from cms.staff.models import User


@transaction.atomic
def ensure_editor(
    *, email: str, password: str, first_name: str, last_name: str, is_publisher: bool
) -> tuple[User, bool]:
    """The account with this e-mail, made if it does not exist; answers it and whether it is new.

    An account that exists keeps its password, so that running the demo again signs nobody out.
    """
    found = User.objects.filter(email=email.strip().lower()).first()
    if found is not None:
        return found, False
    user = User.objects.create_user(email, password, first_name=first_name, last_name=last_name)
    user.groups.add(Group.objects.get(name=groups.PUBLISHERS if is_publisher else groups.EDITORS))
    return user, True
