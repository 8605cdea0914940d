"""Events and the log of their delivery are kept for good."""

from django.db import migrations

from frontend_contracts.wire.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [AppendOnly("events_outboxevent"), AppendOnly("events_deliveryattempt")]
