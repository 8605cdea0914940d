from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="PolicyRound",
            fields=[
                ("slug", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("policy_version", models.PositiveIntegerField()),
                ("after", models.UUIDField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
