"""Versions are kept for good: two roles and triggers see to it."""

from django.db import migrations

from frontend_contracts.wire.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]
    operations = [AppendOnly("policies_policyversion"), AppendOnly("policies_policyversionwithdrawal")]
