"""Publications are recorded for good."""

from django.db import migrations

from frontend_contracts.wire.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [AppendOnly("audit_publicationrecord")]
