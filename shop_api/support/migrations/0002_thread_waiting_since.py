"""Since when a customer waits for an answer; of those who wait already, since the last change."""

from django.db import migrations, models

FILL = """
    UPDATE support_thread SET waiting_since = changed_at WHERE status IN ('open', 'waiting_staff')
"""


class Migration(migrations.Migration):
    dependencies = [("support", "0001_first")]
    operations = [
        migrations.AddField(
            model_name="thread",
            name="waiting_since",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
