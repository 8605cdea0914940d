"""Work of the queue: making renditions, seconds for a large image and never in a request."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app


@app.task(name="cms.make_renditions", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def make_renditions(image_ids: list[int]) -> None:
    """Make all named renditions of these images; those that exist are left alone."""
    from cms.images import models, renditions

    for image in models.CatalogImage.objects.filter(pk__in=image_ids):
        renditions.make_all(image)
