"""What NHS England's officers may do besides the veto hangs on grants of its own: those who hold the veto get them."""

from django.db import migrations

GAINED = {
    "give_consent": "give or refuse NHS England's consent",
    "prepare_papers": "prepare papers and answer questions for NHS England",
}


def grant(apps, schema_editor):
    """Guardian's grants on committees, for each account that has the one to veto there."""
    permission = apps.get_model("auth", "Permission")
    grants = apps.get_model("committees", "CommitteePermission")
    held = list(grants.objects.filter(permission__codename="exercise_veto").select_related("permission"))
    for codename, name in GAINED.items() if held else ():
        of = {"codename": codename, "content_type": held[0].permission.content_type}
        new, _ = permission.objects.get_or_create(**of, defaults={"name": name})
        for row in held:
            grants.objects.get_or_create(permission=new, user=row.user, content_object=row.content_object)


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0007_veto_window"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
