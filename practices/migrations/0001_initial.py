import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("committees", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CCG",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ods_code",
                    models.CharField(
                        max_length=5,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[0-9A-Z]{3}(?:[0-9A-Z]{2})?\\Z",
                                "A CCG code is three or five capital letters and digits.",
                            )
                        ],
                        verbose_name="ODS code",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name as published")),
                ("short_name", models.CharField(blank=True, help_text="Croydon, for NHS CROYDON CCG.", max_length=100)),
                ("region_code", models.CharField(blank=True, max_length=5, verbose_name="national grouping")),
                ("opened_on", models.DateField(verbose_name="first day")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("edition_on", models.DateField(blank=True, null=True, verbose_name="edition these details come from")),
            ],
            options={
                "verbose_name": "CCG",
                "ordering": ["short_name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                        ),
                        name="practices_ccg_closed_after_opened",
                        violation_error_message="A CCG cannot close before it opens.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ods_code",
                    models.CharField(
                        max_length=6,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Z][0-9A-Z]{5}\\Z", "A practice code is a letter and five more characters."
                            )
                        ],
                        verbose_name="ODS code",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name as published")),
                ("address_1", models.CharField(blank=True, max_length=80)),
                ("address_2", models.CharField(blank=True, max_length=80)),
                ("address_3", models.CharField(blank=True, max_length=80)),
                ("address_4", models.CharField(blank=True, max_length=80)),
                ("address_5", models.CharField(blank=True, max_length=80)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "active"), ("C", "closed"), ("D", "dormant"), ("P", "proposed")], max_length=1
                    ),
                ),
                ("prescribing_setting", models.CharField(default="4", max_length=2)),
                ("edition_on", models.DateField(blank=True, null=True, verbose_name="edition these details come from")),
            ],
            options={
                "ordering": ["name", "ods_code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            ("opened_on__isnull", True),
                            ("closed_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="practices_practice_closed_after_opened",
                        violation_error_message="A practice cannot close before it opens.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Provider",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "single-handed GP"),
                            ("partnership", "partnership"),
                            ("company", "company"),
                            ("trust", "NHS trust"),
                            ("other", "other body"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=12,
                    ),
                ),
                (
                    "made_up",
                    models.BooleanField(
                        default=False, help_text="Tick where this provider exists in a demonstration only."
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("GMS", "General Medical Services (GMS)"),
                            ("PMS", "Personal Medical Services (PMS)"),
                            ("APMS", "Alternative Provider Medical Services (APMS)"),
                        ],
                        max_length=4,
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=50)),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
                ("practices", models.ManyToManyField(related_name="contracts", to="practices.practice")),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contracts", to="practices.provider"
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="practices_contract_dates_in_order",
                        violation_error_message="The last day cannot be before the first day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanningGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True)),
                ("short_name", models.CharField(max_length=30, unique=True)),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="CCGSuccession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("happened_on", models.DateField(verbose_name="first day of the successor")),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="successions", to="practices.ccg"
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="precessions", to="practices.ccg"
                    ),
                ),
            ],
            options={
                "verbose_name": "CCG succession",
                "constraints": [
                    models.UniqueConstraint(fields=("predecessor", "successor"), name="practices_ccgsuccession_once"),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="practices_ccgsuccession_not_itself",
                        violation_error_message="A CCG cannot succeed itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("practices", "practices (epraccur)"), ("ccgs", "CCGs (eccg)")], max_length=9
                    ),
                ),
                ("as_at", models.DateField(verbose_name="date described")),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64, verbose_name="fingerprint of the content")),
                ("rows", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-as_at", "-recorded_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "as_at", "sha256"), name="practices_edition_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCCG",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "ods_code",
                    models.CharField(
                        db_index=True,
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[0-9A-Z]{3}(?:[0-9A-Z]{2})?\\Z",
                                "A CCG code is three or five capital letters and digits.",
                            )
                        ],
                        verbose_name="ODS code",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name as published")),
                ("short_name", models.CharField(blank=True, help_text="Croydon, for NHS CROYDON CCG.", max_length=100)),
                ("region_code", models.CharField(blank=True, max_length=5, verbose_name="national grouping")),
                ("opened_on", models.DateField(verbose_name="first day")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("edition_on", models.DateField(blank=True, null=True, verbose_name="edition these details come from")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical CCG",
                "verbose_name_plural": "historical CCGs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCCGSuccession",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("happened_on", models.DateField(verbose_name="first day of the successor")),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.ccg",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.ccg",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical CCG succession",
                "verbose_name_plural": "historical CCG successions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalContract",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("GMS", "General Medical Services (GMS)"),
                            ("PMS", "Personal Medical Services (PMS)"),
                            ("APMS", "Alternative Provider Medical Services (APMS)"),
                        ],
                        max_length=4,
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=50)),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical contract",
                "verbose_name_plural": "historical contracts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPlanningGroup",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=100)),
                ("short_name", models.CharField(db_index=True, max_length=30)),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical planning group",
                "verbose_name_plural": "historical planning groups",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPractice",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "ods_code",
                    models.CharField(
                        db_index=True,
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Z][0-9A-Z]{5}\\Z", "A practice code is a letter and five more characters."
                            )
                        ],
                        verbose_name="ODS code",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name as published")),
                ("address_1", models.CharField(blank=True, max_length=80)),
                ("address_2", models.CharField(blank=True, max_length=80)),
                ("address_3", models.CharField(blank=True, max_length=80)),
                ("address_4", models.CharField(blank=True, max_length=80)),
                ("address_5", models.CharField(blank=True, max_length=80)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "status",
                    models.CharField(
                        choices=[("A", "active"), ("C", "closed"), ("D", "dormant"), ("P", "proposed")], max_length=1
                    ),
                ),
                ("prescribing_setting", models.CharField(default="4", max_length=2)),
                ("edition_on", models.DateField(blank=True, null=True, verbose_name="edition these details come from")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical practice",
                "verbose_name_plural": "historical practices",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProvider",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "single-handed GP"),
                            ("partnership", "partnership"),
                            ("company", "company"),
                            ("trust", "NHS trust"),
                            ("other", "other body"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=12,
                    ),
                ),
                (
                    "made_up",
                    models.BooleanField(
                        default=False, help_text="Tick where this provider exists in a demonstration only."
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical provider",
                "verbose_name_plural": "historical providers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                (
                    "ccg",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="practices.ccg",
                        verbose_name="CCG",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="practices.practice"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="practices_membership_dates_in_order",
                        violation_error_message="The last day cannot be before the first day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPlanningGroupMembership",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "ccg",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.ccg",
                        verbose_name="CCG",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "planning_group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.planninggroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical planning group membership",
                "verbose_name_plural": "historical planning group memberships",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PlanningGroupMembership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
                (
                    "ccg",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planning_group_memberships",
                        to="practices.ccg",
                        verbose_name="CCG",
                    ),
                ),
                (
                    "planning_group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="practices.planninggroup",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="practices_planninggroupmembership_dates_in_order",
                        violation_error_message="The last day cannot be before the first day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSite",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("main", "main surgery"), ("branch", "branch surgery")], max_length=6),
                ),
                ("name", models.CharField(max_length=120)),
                ("address", models.TextField(blank=True)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical site",
                "verbose_name_plural": "historical sites",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPracticeSuccession",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("happened_on", models.DateField(verbose_name="first day of the successor")),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical practice succession",
                "verbose_name_plural": "historical practice successions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPracticeName",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name as published")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical practice name",
                "verbose_name_plural": "historical practice names",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMembership",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "ccg",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.ccg",
                        verbose_name="CCG",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical membership",
                "verbose_name_plural": "historical memberships",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalContract_practices",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "contract",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.contract",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="practices.historicalcontract",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalContract_practices",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PracticeName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name as published")),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="names", to="practices.practice"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="practices_practicename_dates_in_order",
                        violation_error_message="The last day cannot be before the first day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeSuccession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("happened_on", models.DateField(verbose_name="first day of the successor")),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="successions", to="practices.practice"
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="precessions", to="practices.practice"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor"), name="practices_practicesuccession_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="practices_practicesuccession_not_itself",
                        violation_error_message="A practice cannot succeed itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("main", "main surgery"), ("branch", "branch surgery")], max_length=6),
                ),
                ("name", models.CharField(max_length=120)),
                ("address", models.TextField(blank=True)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("source", models.TextField(blank=True, verbose_name="where this is stated")),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sites", to="practices.practice"
                    ),
                ),
            ],
            options={
                "ordering": ["-kind", "name"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="practices_site_dates_in_order",
                        violation_error_message="The last day cannot be before the first day.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="practice",
            name="ccgs",
            field=models.ManyToManyField(related_name="practices", through="practices.Membership", to="practices.ccg"),
        ),
        migrations.AddField(
            model_name="ccg",
            name="successors",
            field=models.ManyToManyField(
                related_name="predecessors", through="practices.CCGSuccession", to="practices.ccg"
            ),
        ),
        migrations.AddField(
            model_name="ccg",
            name="planning_groups",
            field=models.ManyToManyField(
                related_name="ccgs", through="practices.PlanningGroupMembership", to="practices.planninggroup"
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="successors",
            field=models.ManyToManyField(
                related_name="predecessors", through="practices.PracticeSuccession", to="practices.practice"
            ),
        ),
    ]
