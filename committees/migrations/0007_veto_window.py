"""A window for NHS England's veto has at least one working day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("committees", "0006_routes")]

    operations = [
        migrations.AddConstraint(
            model_name="termsofreference",
            constraint=models.CheckConstraint(
                name="terms_window_has_a_working_day",
                condition=models.Q(("veto_working_days__isnull", True), ("veto_working_days__gte", 1), _connector="OR"),
                violation_error_message="A window for the veto has at least one working day.",
            ),
        ),
    ]
