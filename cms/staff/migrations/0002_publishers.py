"""Wagtail calls those who publish moderators; a moderator here is somebody of the shop, so they are publishers."""

from django.db import migrations


def rename(old, new):
    """A step that renames one group."""

    def step(apps, schema_editor):
        apps.get_model("auth", "Group").objects.filter(name=old).update(name=new)

    return step


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(rename("Moderators", "Publishers"), rename("Publishers", "Moderators"))]
