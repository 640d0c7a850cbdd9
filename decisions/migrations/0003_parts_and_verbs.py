from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0002_past_meetings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicallimb",
            name="letter",
            field=models.CharField(blank=True, max_length=6),
        ),
        migrations.AlterField(
            model_name="historicallimb",
            name="verb",
            field=models.CharField(
                choices=[
                    ("approve", "approve"),
                    ("agree", "agree"),
                    ("confirm", "confirm"),
                    ("endorse", "endorse"),
                    ("ratify", "ratify"),
                    ("recommend", "recommend"),
                    ("support", "support"),
                    ("reject", "reject"),
                    ("note", "note"),
                    ("receive", "receive"),
                    ("consider", "consider"),
                ],
                default="approve",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="limb",
            name="letter",
            field=models.CharField(blank=True, max_length=6),
        ),
        migrations.AlterField(
            model_name="limb",
            name="verb",
            field=models.CharField(
                choices=[
                    ("approve", "approve"),
                    ("agree", "agree"),
                    ("confirm", "confirm"),
                    ("endorse", "endorse"),
                    ("ratify", "ratify"),
                    ("recommend", "recommend"),
                    ("support", "support"),
                    ("reject", "reject"),
                    ("note", "note"),
                    ("receive", "receive"),
                    ("consider", "consider"),
                ],
                default="approve",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="motion",
            name="verb",
            field=models.CharField(
                choices=[
                    ("approve", "approve"),
                    ("agree", "agree"),
                    ("confirm", "confirm"),
                    ("endorse", "endorse"),
                    ("ratify", "ratify"),
                    ("recommend", "recommend"),
                    ("support", "support"),
                    ("reject", "reject"),
                    ("note", "note"),
                    ("receive", "receive"),
                    ("consider", "consider"),
                ],
                max_length=12,
            ),
        ),
    ]
