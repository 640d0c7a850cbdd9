from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0003_past_meetings"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalmeeting",
            name="published",
            field=models.BooleanField(
                default=False,
                help_text="Held in private, and its papers and decisions published since: anybody may read them.",
                verbose_name="published afterwards",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="published",
            field=models.BooleanField(
                default=False,
                help_text="Held in private, and its papers and decisions published since: anybody may read them.",
                verbose_name="published afterwards",
            ),
        ),
    ]
