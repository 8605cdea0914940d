"""Versions are kept for good."""

from django.db import migrations

from frontend_contracts.wire.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("products", "0001_initial")]
    operations = [AppendOnly("products_productversion")]
