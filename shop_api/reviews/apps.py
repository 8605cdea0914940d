"""Reviews as a Django app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Tables and bindings of reviews."""

    name = "shop_api.reviews"
    label = "reviews"
