import committees.models.bodies
import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("committees", "0001_initial"),
        ("practices", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("made_up", models.BooleanField(default=False)),
                (
                    "account",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Committee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(help_text="As minutes and results call it: “Croydon”.", max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("governing_body", "governing body"),
                            ("joint_committee", "joint committee"),
                            ("pccc", "primary care commissioning committee"),
                            ("nhs_england_team", "NHS England team"),
                            ("advisory_panel", "advisory panel"),
                            ("delivery_group", "delivery group"),
                            ("working_group", "working group"),
                            ("management_group", "management group"),
                        ],
                        max_length=24,
                    ),
                ),
                ("established_on", models.DateField()),
                (
                    "stood_down_on",
                    models.DateField(blank=True, help_text="Its last day. Empty: still sits.", null=True),
                ),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "made_up",
                    models.BooleanField(default=False, help_text="Shown on its pages: this body is a demonstration."),
                ),
                ("ccgs", models.ManyToManyField(related_name="committees", to="practices.ccg", verbose_name="CCGs")),
                (
                    "reports_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reported_by",
                        to="committees.committee",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "permissions": [
                    ("run_business", "run the committee's business"),
                    ("record_for_meeting", "record for the meeting"),
                    ("exercise_veto", "exercise NHS England's veto"),
                    ("read_private_papers", "read private papers"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stood_down_on__isnull", True),
                            ("stood_down_on__gte", models.F("established_on")),
                            _connector="OR",
                        ),
                        name="committee_dates_in_order",
                        violation_error_message="A committee cannot be stood down before it was established.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                ("title", models.CharField(help_text="“Chief finance officer”, “Lay member, chair”.", max_length=120)),
                (
                    "office",
                    models.CharField(
                        choices=[("chair", "chair"), ("vice_chair", "vice-chair"), ("member", "member")],
                        default="member",
                        max_length=12,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("voting", "voting member"),
                            ("non_voting", "member without a vote"),
                            ("observer", "observer"),
                            ("in_attendance", "in attendance"),
                        ],
                        default="voting",
                        max_length=16,
                    ),
                ),
                (
                    "represents",
                    models.CharField(
                        choices=[
                            ("ccg", "the CCG"),
                            ("nhs_england", "NHS England"),
                            ("healthwatch", "Healthwatch"),
                            ("hwb", "the Health and Wellbeing Board"),
                            ("lmc", "the Local Medical Committee"),
                            ("public_health", "public health"),
                            ("other", "another body"),
                        ],
                        default="ccg",
                        max_length=16,
                    ),
                ),
                (
                    "counts_as",
                    models.CharField(
                        choices=[("lay", "lay"), ("executive", "executive"), ("neither", "neither lay nor executive")],
                        default="neither",
                        max_length=12,
                    ),
                ),
                ("clinical", models.BooleanField(default=False)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "ccg",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="practices.ccg",
                        verbose_name="for the CCG",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="committees.committee"
                    ),
                ),
            ],
            options={
                "ordering": ["committee", "order", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="committees_seat_dates_in_order",
                        violation_error_message="The last day cannot be before the first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("office", "member"), ("standing", "voting"), _connector="OR"),
                        name="seat_office_has_vote",
                        violation_error_message="A chair or vice-chair is a voting member.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
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
                    "share",
                    models.CharField(
                        choices=[
                            ("sole", "holds the seat"),
                            ("joint", "shares the seat"),
                            ("deputy", "deputy"),
                            ("single_item", "for a single item"),
                        ],
                        default="sole",
                        max_length=12,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="committees.person"
                    ),
                ),
                (
                    "stands_for",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whom a deputy stands for.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies",
                        to="committees.person",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="committees.seat"
                    ),
                ),
            ],
            options={
                "ordering": ["seat", "starts_on"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="committees_appointment_dates_in_order",
                        violation_error_message="The last day cannot be before the first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("share", "deputy"), ("stands_for__isnull", False)),
                            models.Q(models.Q(("share", "deputy"), _negated=True), ("stands_for__isnull", True)),
                            _connector="OR",
                        ),
                        name="appointment_deputy_says_for_whom",
                        violation_error_message="A deputy, and only a deputy, stands for somebody: say for whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Arrangement",
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
                    "level",
                    models.CharField(
                        choices=[
                            ("1", "level 1, greater involvement"),
                            ("2", "level 2, joint commissioning"),
                            ("3", "level 3, delegated commissioning"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "shadowing",
                    models.BooleanField(
                        default=False,
                        help_text="Takes part in level 3 work while formally at its own level. Gives no power.",
                    ),
                ),
                ("source", models.CharField(help_text="The paper that states the level.", max_length=200)),
                (
                    "start_derived",
                    models.BooleanField(
                        default=False,
                        help_text="The source states the level but not since when.",
                        verbose_name="first day is derived",
                    ),
                ),
                (
                    "ccg",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="arrangements", to="practices.ccg"
                    ),
                ),
            ],
            options={
                "ordering": ["ccg", "starts_on"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="committees_arrangement_dates_in_order",
                        violation_error_message="The last day cannot be before the first day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteePermission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="committees.committee"),
                ),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalAppointment",
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
                    "share",
                    models.CharField(
                        choices=[
                            ("sole", "holds the seat"),
                            ("joint", "shares the seat"),
                            ("deputy", "deputy"),
                            ("single_item", "for a single item"),
                        ],
                        default="sole",
                        max_length=12,
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.person",
                    ),
                ),
                (
                    "stands_for",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Whom a deputy stands for.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.person",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical appointment",
                "verbose_name_plural": "historical appointments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalArrangement",
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
                    "level",
                    models.CharField(
                        choices=[
                            ("1", "level 1, greater involvement"),
                            ("2", "level 2, joint commissioning"),
                            ("3", "level 3, delegated commissioning"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "shadowing",
                    models.BooleanField(
                        default=False,
                        help_text="Takes part in level 3 work while formally at its own level. Gives no power.",
                    ),
                ),
                ("source", models.CharField(help_text="The paper that states the level.", max_length=200)),
                (
                    "start_derived",
                    models.BooleanField(
                        default=False,
                        help_text="The source states the level but not since when.",
                        verbose_name="first day is derived",
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
            ],
            options={
                "verbose_name": "historical arrangement",
                "verbose_name_plural": "historical arrangements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCommittee",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(help_text="As minutes and results call it: “Croydon”.", max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("governing_body", "governing body"),
                            ("joint_committee", "joint committee"),
                            ("pccc", "primary care commissioning committee"),
                            ("nhs_england_team", "NHS England team"),
                            ("advisory_panel", "advisory panel"),
                            ("delivery_group", "delivery group"),
                            ("working_group", "working group"),
                            ("management_group", "management group"),
                        ],
                        max_length=24,
                    ),
                ),
                ("established_on", models.DateField()),
                (
                    "stood_down_on",
                    models.DateField(blank=True, help_text="Its last day. Empty: still sits.", null=True),
                ),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "made_up",
                    models.BooleanField(default=False, help_text="Shown on its pages: this body is a demonstration."),
                ),
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
                    "reports_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.committee",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical committee",
                "verbose_name_plural": "historical committees",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCommittee_ccgs",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "ccg",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.ccg",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.committee",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="committees.historicalcommittee",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalCommittee_ccgs",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInterest",
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
                    "type",
                    models.CharField(
                        choices=[
                            ("financial", "financial"),
                            ("professional", "non-financial professional"),
                            ("personal", "non-financial personal"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "directness",
                    models.CharField(choices=[("direct", "direct"), ("indirect", "indirect")], max_length=8),
                ),
                ("nature", models.CharField(max_length=300)),
                (
                    "relationship",
                    models.CharField(blank=True, help_text="For an indirect interest: whose it is.", max_length=120),
                ),
                (
                    "organisation",
                    models.CharField(
                        blank=True, help_text="Where it is neither practice nor provider.", max_length=200
                    ),
                ),
                ("category", models.CharField(blank=True, max_length=60, verbose_name="local category")),
                ("mitigation", models.CharField(blank=True, max_length=300, verbose_name="agreed mitigation")),
                ("declared_on", models.DateField()),
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical interest",
                "verbose_name_plural": "historical interests",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Interest",
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
                    "type",
                    models.CharField(
                        choices=[
                            ("financial", "financial"),
                            ("professional", "non-financial professional"),
                            ("personal", "non-financial personal"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "directness",
                    models.CharField(choices=[("direct", "direct"), ("indirect", "indirect")], max_length=8),
                ),
                ("nature", models.CharField(max_length=300)),
                (
                    "relationship",
                    models.CharField(blank=True, help_text="For an indirect interest: whose it is.", max_length=120),
                ),
                (
                    "organisation",
                    models.CharField(
                        blank=True, help_text="Where it is neither practice nor provider.", max_length=200
                    ),
                ),
                ("category", models.CharField(blank=True, max_length=60, verbose_name="local category")),
                ("mitigation", models.CharField(blank=True, max_length=300, verbose_name="agreed mitigation")),
                ("declared_on", models.DateField()),
                ("practices", models.ManyToManyField(blank=True, related_name="interests", to="practices.practice")),
                ("providers", models.ManyToManyField(blank=True, related_name="interests", to="practices.provider")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="committees.person"
                    ),
                ),
            ],
            options={
                "ordering": ["person", "starts_on"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="committees_interest_dates_in_order",
                        violation_error_message="The last day cannot be before the first day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalInterest_practices",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="committees.historicalinterest",
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
                (
                    "interest",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.interest",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalInterest_practices",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInterest_providers",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="committees.historicalinterest",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="practices.provider",
                    ),
                ),
                (
                    "interest",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.interest",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalInterest_providers",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("date", models.DateField()),
                ("starts_at", models.TimeField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("remote", models.BooleanField(default=False, verbose_name="held remotely")),
                ("in_public", models.BooleanField(default=True, verbose_name="held in public")),
                (
                    "private_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it is held in private"),
                ),
                ("about", models.TextField(blank=True, verbose_name="note shown on its pages")),
                ("made_up", models.BooleanField(default=False)),
                ("imported_from", models.CharField(blank=True, editable=False, max_length=200)),
                ("imported_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "convened_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.committee",
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
            ],
            options={
                "verbose_name": "historical meeting",
                "verbose_name_plural": "historical meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPerson",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("made_up", models.BooleanField(default=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "verbose_name": "historical person",
                "verbose_name_plural": "historical people",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPost",
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
                            ("secretary", "secretary"),
                            ("recorder", "records for the meeting"),
                            ("nhs_england_officer", "NHS England's officer"),
                            ("reader", "reads private papers"),
                        ],
                        max_length=24,
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
                    "account",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.committee",
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
            ],
            options={
                "verbose_name": "historical post",
                "verbose_name_plural": "historical posts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRemit",
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
                    "function",
                    models.CharField(
                        choices=[
                            ("gp_commissioning", "General practice commissioning"),
                            ("other_contractors", "Pharmacy, eye health and dental commissioning"),
                            ("incentive_schemes", "Design and implementation of local incentive schemes"),
                            ("budget", "General practice budget management"),
                            ("performance", "Contractual GP practice performance management"),
                            ("performers_list", "Medical performers' list, appraisal, revalidation"),
                            (
                                "ccg_own",
                                "The CCG's own functions (primary care strategy, constitution, its application for another level)",
                            ),
                            ("own_business", "A committee's own business (minutes, reports, excluding the public)"),
                        ],
                        max_length=24,
                    ),
                ),
                ("source", models.CharField(max_length=200)),
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
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.committee",
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
            ],
            options={
                "verbose_name": "historical remit",
                "verbose_name_plural": "historical remits",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSeat",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                ("title", models.CharField(help_text="“Chief finance officer”, “Lay member, chair”.", max_length=120)),
                (
                    "office",
                    models.CharField(
                        choices=[("chair", "chair"), ("vice_chair", "vice-chair"), ("member", "member")],
                        default="member",
                        max_length=12,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("voting", "voting member"),
                            ("non_voting", "member without a vote"),
                            ("observer", "observer"),
                            ("in_attendance", "in attendance"),
                        ],
                        default="voting",
                        max_length=16,
                    ),
                ),
                (
                    "represents",
                    models.CharField(
                        choices=[
                            ("ccg", "the CCG"),
                            ("nhs_england", "NHS England"),
                            ("healthwatch", "Healthwatch"),
                            ("hwb", "the Health and Wellbeing Board"),
                            ("lmc", "the Local Medical Committee"),
                            ("public_health", "public health"),
                            ("other", "another body"),
                        ],
                        default="ccg",
                        max_length=16,
                    ),
                ),
                (
                    "counts_as",
                    models.CharField(
                        choices=[("lay", "lay"), ("executive", "executive"), ("neither", "neither lay nor executive")],
                        default="neither",
                        max_length=12,
                    ),
                ),
                ("clinical", models.BooleanField(default=False)),
                ("order", models.PositiveSmallIntegerField(default=0)),
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
                        verbose_name="for the CCG",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.committee",
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
            ],
            options={
                "verbose_name": "historical seat",
                "verbose_name_plural": "historical seats",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("date", models.DateField()),
                ("starts_at", models.TimeField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("remote", models.BooleanField(default=False, verbose_name="held remotely")),
                ("in_public", models.BooleanField(default=True, verbose_name="held in public")),
                (
                    "private_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it is held in private"),
                ),
                ("about", models.TextField(blank=True, verbose_name="note shown on its pages")),
                ("made_up", models.BooleanField(default=False)),
                ("imported_from", models.CharField(blank=True, editable=False, max_length=200)),
                ("imported_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "convened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="convened_meetings",
                        to="committees.committee",
                    ),
                ),
            ],
            options={
                "ordering": ["-date", "-starts_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_public", True), models.Q(("private_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="meeting_private_says_why",
                        violation_error_message="A meeting held in private must say why.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSitting",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.committee",
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical sitting",
                "verbose_name_plural": "historical sittings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="TermsOfReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                ("version", models.CharField(max_length=20)),
                ("quorum_text", models.TextField(blank=True, verbose_name="quorum, as the terms word it")),
                (
                    "quorum_minimum",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="members needed"
                    ),
                ),
                (
                    "quorum_counts_non_voting",
                    models.BooleanField(default=False, verbose_name="members without a vote count to the quorum"),
                ),
                ("quorum_each_ccg", models.BooleanField(default=False, verbose_name="one for each CCG")),
                (
                    "quorum_lay_executive_majority",
                    models.BooleanField(default=False, verbose_name="lay and executive majority is part of the quorum"),
                ),
                (
                    "quorum_slots",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[committees.models.bodies.valid_slots],
                        verbose_name="places to be filled",
                    ),
                ),
                (
                    "majority",
                    models.CharField(
                        choices=[
                            ("votes_cast", "more than half of the votes cast"),
                            ("members_present", "more than half of the voting members present and able to vote"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "nhs_england_casting_vote",
                    models.BooleanField(default=False, verbose_name="NHS England has the casting vote"),
                ),
                ("nhs_england_veto", models.BooleanField(default=False, verbose_name="NHS England may veto")),
                (
                    "veto_working_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Whole working days after voting closed. Empty: until the meeting closes.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                    ),
                ),
                (
                    "nhs_england_seat_votes",
                    models.BooleanField(default=False, verbose_name="NHS England's seat has a vote at level 3"),
                ),
                (
                    "chair_second_vote",
                    models.BooleanField(default=False, verbose_name="the chair has a second vote on a tie"),
                ),
                (
                    "recordings",
                    models.JSONField(
                        default=committees.models.bodies.any_recording,
                        validators=[committees.models.bodies.valid_recordings],
                        verbose_name="ways of recording votes",
                    ),
                ),
                (
                    "default_handling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full_part", "interest noted, full part"),
                            ("speaks", "speaks, does not vote"),
                            ("silent", "stays, silent"),
                            ("leaves_for_decision", "leaves for the decision"),
                            ("leaves_for_item", "leaves for the item"),
                            ("withheld", "papers withheld and leaves"),
                        ],
                        help_text="Empty: nothing presumed but no vote.",
                        max_length=24,
                    ),
                ),
                (
                    "category_handling",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        validators=[committees.models.bodies.valid_categories],
                        verbose_name="handling by local category",
                    ),
                ),
                (
                    "others_may_speak",
                    models.BooleanField(default=True, verbose_name="members of committees sitting in common may speak"),
                ),
                (
                    "lmc_standing",
                    models.CharField(
                        default="in attendance", max_length=40, verbose_name="standing of the Local Medical Committee"
                    ),
                ),
                (
                    "urgent_signatories",
                    models.TextField(blank=True, verbose_name="who may act urgently between meetings"),
                ),
                (
                    "notice_working_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="notice of meetings, working days"),
                ),
                (
                    "papers_working_days",
                    models.PositiveSmallIntegerField(default=3, verbose_name="papers published before, working days"),
                ),
                ("private_part", models.TextField(blank=True, verbose_name="when the public may be excluded")),
                ("source", models.CharField(max_length=200)),
                ("made_up", models.BooleanField(default=False)),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="committees.committee"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "terms of reference",
                "ordering": ["committee", "starts_on"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="committees_termsofreference_dates_in_order",
                        violation_error_message="The last day cannot be before the first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nhs_england_casting_vote", False), ("chair_second_vote", False), _connector="OR"
                        ),
                        name="terms_one_casting_vote",
                        violation_error_message="A tie is broken once: by NHS England's casting vote or by the chair's second vote, not by both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nhs_england_veto", True), ("veto_working_days__isnull", True), _connector="OR"
                        ),
                        name="terms_window_needs_veto",
                        violation_error_message="A window for the veto needs a veto: give NHS England the veto or leave the window empty.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTermsApproval",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("body", models.CharField(max_length=200)),
                ("approved_on", models.DateField()),
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
                    "terms",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.termsofreference",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical terms approval",
                "verbose_name_plural": "historical terms approvals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTermsOfReference",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Inclusive. Empty: still in force.", null=True, verbose_name="last day"
                    ),
                ),
                ("version", models.CharField(max_length=20)),
                ("quorum_text", models.TextField(blank=True, verbose_name="quorum, as the terms word it")),
                (
                    "quorum_minimum",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="members needed"
                    ),
                ),
                (
                    "quorum_counts_non_voting",
                    models.BooleanField(default=False, verbose_name="members without a vote count to the quorum"),
                ),
                ("quorum_each_ccg", models.BooleanField(default=False, verbose_name="one for each CCG")),
                (
                    "quorum_lay_executive_majority",
                    models.BooleanField(default=False, verbose_name="lay and executive majority is part of the quorum"),
                ),
                (
                    "quorum_slots",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[committees.models.bodies.valid_slots],
                        verbose_name="places to be filled",
                    ),
                ),
                (
                    "majority",
                    models.CharField(
                        choices=[
                            ("votes_cast", "more than half of the votes cast"),
                            ("members_present", "more than half of the voting members present and able to vote"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "nhs_england_casting_vote",
                    models.BooleanField(default=False, verbose_name="NHS England has the casting vote"),
                ),
                ("nhs_england_veto", models.BooleanField(default=False, verbose_name="NHS England may veto")),
                (
                    "veto_working_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Whole working days after voting closed. Empty: until the meeting closes.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                    ),
                ),
                (
                    "nhs_england_seat_votes",
                    models.BooleanField(default=False, verbose_name="NHS England's seat has a vote at level 3"),
                ),
                (
                    "chair_second_vote",
                    models.BooleanField(default=False, verbose_name="the chair has a second vote on a tie"),
                ),
                (
                    "recordings",
                    models.JSONField(
                        default=committees.models.bodies.any_recording,
                        validators=[committees.models.bodies.valid_recordings],
                        verbose_name="ways of recording votes",
                    ),
                ),
                (
                    "default_handling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full_part", "interest noted, full part"),
                            ("speaks", "speaks, does not vote"),
                            ("silent", "stays, silent"),
                            ("leaves_for_decision", "leaves for the decision"),
                            ("leaves_for_item", "leaves for the item"),
                            ("withheld", "papers withheld and leaves"),
                        ],
                        help_text="Empty: nothing presumed but no vote.",
                        max_length=24,
                    ),
                ),
                (
                    "category_handling",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        validators=[committees.models.bodies.valid_categories],
                        verbose_name="handling by local category",
                    ),
                ),
                (
                    "others_may_speak",
                    models.BooleanField(default=True, verbose_name="members of committees sitting in common may speak"),
                ),
                (
                    "lmc_standing",
                    models.CharField(
                        default="in attendance", max_length=40, verbose_name="standing of the Local Medical Committee"
                    ),
                ),
                (
                    "urgent_signatories",
                    models.TextField(blank=True, verbose_name="who may act urgently between meetings"),
                ),
                (
                    "notice_working_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="notice of meetings, working days"),
                ),
                (
                    "papers_working_days",
                    models.PositiveSmallIntegerField(default=3, verbose_name="papers published before, working days"),
                ),
                ("private_part", models.TextField(blank=True, verbose_name="when the public may be excluded")),
                ("source", models.CharField(max_length=200)),
                ("made_up", models.BooleanField(default=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="committees.committee",
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
            ],
            options={
                "verbose_name": "historical terms of reference",
                "verbose_name_plural": "historical terms of reference",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Post",
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
                            ("secretary", "secretary"),
                            ("recorder", "records for the meeting"),
                            ("nhs_england_officer", "NHS England's officer"),
                            ("reader", "reads private papers"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="committees.committee"
                    ),
                ),
            ],
            options={
                "ordering": ["committee", "kind", "starts_on"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="committees_post_dates_in_order",
                        violation_error_message="The last day cannot be before the first day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Remit",
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
                    "function",
                    models.CharField(
                        choices=[
                            ("gp_commissioning", "General practice commissioning"),
                            ("other_contractors", "Pharmacy, eye health and dental commissioning"),
                            ("incentive_schemes", "Design and implementation of local incentive schemes"),
                            ("budget", "General practice budget management"),
                            ("performance", "Contractual GP practice performance management"),
                            ("performers_list", "Medical performers' list, appraisal, revalidation"),
                            (
                                "ccg_own",
                                "The CCG's own functions (primary care strategy, constitution, its application for another level)",
                            ),
                            ("own_business", "A committee's own business (minutes, reports, excluding the public)"),
                        ],
                        max_length=24,
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                (
                    "ccg",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remits",
                        to="practices.ccg",
                        verbose_name="CCG",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remits", to="committees.committee"
                    ),
                ),
            ],
            options={
                "ordering": ["ccg", "function", "starts_on"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="committees_remit_dates_in_order",
                        violation_error_message="The last day cannot be before the first day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sittings", to="committees.committee"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sittings", to="committees.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "committee"), name="committee_sits_once_in_a_meeting")
                ],
            },
        ),
        migrations.CreateModel(
            name="TermsApproval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.CharField(max_length=200)),
                ("approved_on", models.DateField()),
                (
                    "terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="committees.termsofreference",
                    ),
                ),
            ],
            options={
                "ordering": ["approved_on", "body"],
                "constraints": [
                    models.UniqueConstraint(fields=("terms", "body"), name="terms_approved_once_by_each_body")
                ],
            },
        ),
        migrations.AlterUniqueTogether(
            name="committeepermission",
            unique_together={("user", "permission", "content_object")},
        ),
    ]
