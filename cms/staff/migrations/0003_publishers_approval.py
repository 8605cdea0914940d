"""Wagtail's workflow, which covers every page at first, takes the name of the group that approves in it."""

from django.db import migrations

OLD, NEW = "Moderators approval", "Publishers’ approval"


def rename(before, after):
    def run(apps, schema_editor):
        for model in ("Workflow", "Task"):
            apps.get_model("wagtailcore", model).objects.filter(name=before).update(name=after)

    return run


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_publishers")]
    operations = [migrations.RunPython(rename(OLD, NEW), rename(NEW, OLD))]
