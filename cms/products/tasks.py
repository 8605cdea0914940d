"""Work of the queue: noticing what changed without telling anybody."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="*/5 * * * *", periodic_id="cms.reconcile_products")
@app.task(name="cms.reconcile_products", queueing_lock="cms.reconcile_products")
def reconcile_products(timestamp: int) -> None:
    """Withdraw or publish products whose pages changed past the models: by a bulk update, or because a time came.

    Reads never show what is no longer public; this tells subscribers too.
    """
    from cms.products import publishing, queries

    publishing.refresh(queries.doubtful_product_ids())
