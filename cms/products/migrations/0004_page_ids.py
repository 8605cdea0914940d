"""Answers name all pages they stand on, so that one lookup tells whether they are still public."""

import django.contrib.postgres.fields
from django.db import migrations, models

FILL = """
    UPDATE products_publishedproduct p SET page_ids = (
        SELECT array_agg(DISTINCT s.page_id ORDER BY s.page_id) FROM products_publishedproduct s
        WHERE s.product_id = p.product_id AND s.requested_locale IN ('kk', 'ru', p.requested_locale))
"""


class Migration(migrations.Migration):
    dependencies = [("products", "0003_product_folders")]
    operations = [
        migrations.AddField(
            model_name="publishedproduct",
            name="page_ids",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), default=list, size=None
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
