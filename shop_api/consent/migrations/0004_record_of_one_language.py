from typing import Any

from django.db import migrations, models


def refuse_older_logs(apps: Any, schema_editor: Any) -> None:
    """A record's id is made of its language from here on, and its events are hashed with that id: none can be kept."""
    if apps.get_model("consent", "ConsentRecord").objects.exists():
        raise RuntimeError(
            "This database holds consents of an unreleased version, whose records name no language. "
            "Delete the database and migrate again; `make demo-fresh` makes a new one for the demo."
        )


class Migration(migrations.Migration):
    dependencies = [("consent", "0003_seals")]

    operations = [
        migrations.RunPython(refuse_older_logs, refuse_older_logs),
        migrations.RemoveConstraint(model_name="consentrecord", name="consent_record_once"),
        migrations.AddField(
            model_name="consentrecord",
            name="locale",
            field=models.CharField(max_length=2, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="consentrecord",
            constraint=models.UniqueConstraint(
                fields=("subject_ref", "kind", "flag", "slug", "version", "locale"), name="consent_record_once"
            ),
        ),
    ]
