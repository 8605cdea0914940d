"""How far telling people of a policy has come."""

from shop_api.privacy import models


def is_under_way(slug: str) -> bool:
    """Whether a round has begun and accounts are left to look at."""
    return models.PolicyRound.objects.filter(slug=slug, ended_at=None).exists()
