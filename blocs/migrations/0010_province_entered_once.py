"""What a year said of its province belongs to its bloc; the provincial flag counts against the quota as before."""

from django.db import migrations


def take_over(apps, schema_editor):
    for bloc in apps.get_model("blocs", "Bloc").objects.filter(place=""):
        newest = bloc.years.order_by("-year").first()
        if newest:
            bloc.place, bloc.addressees = newest.place, newest.addressees
            bloc.save(update_fields=["place", "addressees"])
    apps.get_model("blocs", "AwardType").objects.filter(code="co-ubnd-tinh").update(is_within_quota=True)


class Migration(migrations.Migration):
    dependencies = [("blocs", "0009_law_and_province")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
