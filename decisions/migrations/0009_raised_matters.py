import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0008_grants_of_officers"),
        ("decisions", "0008_reported_in_private"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalmatter",
            name="raised_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Empty: it was first put on an agenda.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="committees.committee",
                verbose_name="raised between meetings by",
            ),
        ),
        migrations.AddField(
            model_name="historicalmatter",
            name="raised_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="raised_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: it was first put on an agenda.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="raised",
                to="committees.committee",
                verbose_name="raised between meetings by",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="raised_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
