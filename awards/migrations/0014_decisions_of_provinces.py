"""A decision belongs to the province of whom it was given to; one that served several provinces becomes several."""

from django.db import migrations


def give_to_provinces(apps, schema_editor):
    award_model = apps.get_model("awards", "Award")
    for decision in apps.get_model("awards", "Decision").objects.filter(province=None):
        awards = award_model.objects.filter(decision=decision.pk)
        first, *others = awards.values_list("association__province", flat=True).distinct().order_by(
            "association__province"
        ) or [None]
        key = decision.pk
        decision.province_id = first
        decision.save(update_fields=["province"])
        for province in others:
            decision.pk, decision.province_id = None, province
            decision.save(force_insert=True)
            award_model.objects.filter(decision=key, association__province=province).update(decision=decision.pk)


class Migration(migrations.Migration):
    dependencies = [("awards", "0013_decision_province")]

    operations = [migrations.RunPython(give_to_provinces, migrations.RunPython.noop)]
