from django.db import migrations, models

from frontend_contracts.wire.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("consent", "0002_deferred_withdrawals")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("first", models.PositiveBigIntegerField(unique=True)),
                ("last", models.PositiveBigIntegerField(unique=True)),
                ("count", models.PositiveIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("previous", models.BinaryField(max_length=32)),
                ("sealed_at", models.DateTimeField()),
                ("key_id", models.CharField(max_length=64)),
                ("signature", models.BinaryField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="SealedEvent",
            fields=[
                ("position", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("event_id", models.UUIDField(unique=True)),
                ("leaf", models.BinaryField(max_length=32)),
                ("seal_number", models.PositiveBigIntegerField()),
            ],
        ),
        AppendOnly("consent_seal"),
        AppendOnly("consent_sealedevent"),
    ]
