from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0002_thread_waiting_since")]

    operations = [
        migrations.AlterField(model_name="reveal", name="order_id", field=models.UUIDField(null=True)),
        migrations.AddField(model_name="reveal", name="record_id", field=models.UUIDField(null=True)),
        migrations.AddConstraint(
            model_name="reveal",
            constraint=models.CheckConstraint(
                condition=models.Q(("order_id__isnull", False), ("record_id__isnull", False), _connector="OR"),
                name="reveal_of_something",
            ),
        ),
    ]
