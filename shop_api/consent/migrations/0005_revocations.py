import django.db.models.deletion
from django.db import migrations, models

import shop_api.gate.encryption
import shop_api.values.identifiers
from frontend_contracts.wire.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("consent", "0004_record_of_one_language")]

    operations = [
        migrations.CreateModel(
            name="ConsentRevocation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shop_api.values.identifiers.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("staff_id", models.UUIDField()),
                ("reason", shop_api.gate.encryption.EncryptedTextField()),
                ("revoked_at", models.DateTimeField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocation",
                        to="consent.consentevent",
                    ),
                ),
            ],
        ),
        AppendOnly("consent_consentrevocation"),
    ]
