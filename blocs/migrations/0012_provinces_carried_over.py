"""Each province that blocs and instruments named becomes a row; associations and officers are given to theirs.

An officer of a site with several provinces read the blocs of all: which is theirs nobody can know, so they read none
until the administrator says it.
"""

from django.db import migrations

NOT_NAMED = "tỉnh chưa ghi tên"  # associations or officers, and no bloc that says where


def province_of(apps, name, **facts):
    name = " ".join(name.split())
    name = name[:1].lower() + name[1:]
    short = name.removeprefix("tỉnh ").removeprefix("thành phố ")[:60]
    defaults = {
        "short_name": short,
        "place": short,
        "committee": f"ỦY BAN NHÂN DÂN {name.upper()}",
        "council": "Hội đồng Thi đua - Khen thưởng tỉnh",
        "standing_agency": "Sở Nội vụ",
    }
    said = {field: text for field, text in facts.items() if text}
    return apps.get_model("members", "Province").objects.get_or_create(name=name, defaults=defaults | said)[0]


def carry_over(apps, schema_editor):
    bloc_model = apps.get_model("blocs", "Bloc")
    for bloc in bloc_model.objects.order_by("pk"):
        bloc.province = province_of(
            apps,
            bloc.province_name or NOT_NAMED,
            place=bloc.place,
            committee=bloc.parent_name,
            standing_agency=bloc.standing_agency,
            addressees=bloc.addressees,
            is_demo=bloc.is_demo,
        )
        bloc.save(update_fields=["province"])
    for instrument in apps.get_model("blocs", "LegalInstrument").objects.exclude(province_name=""):
        instrument.province = province_of(apps, instrument.province_name)
        instrument.save(update_fields=["province"])
    give_associations(apps)
    give_officers(apps)


def give_associations(apps):
    """By the bloc it was in, by what it went into, or the only province there is."""
    association_model = apps.get_model("members", "Association")
    for membership in apps.get_model("blocs", "Membership").objects.order_by("pk").select_related("bloc"):
        without = association_model.objects.filter(pk=membership.association_id, province=None)
        without.update(province=membership.bloc.province_id)
    successions = apps.get_model("members", "Succession").objects.select_related("successor")
    for _ in range(successions.count()):
        for succession in successions.filter(predecessor__province=None, successor__province__isnull=False):
            without = association_model.objects.filter(pk=succession.predecessor_id)
            without.update(province=succession.successor.province_id)
    rest = association_model.objects.filter(province=None)
    if rest.exists():
        rest.update(province=the_only_one(apps) or province_of(apps, NOT_NAMED))


def give_officers(apps):
    officers = apps.get_model("members", "User").objects.filter(is_province=True)
    if officers.exists():
        officers.update(province=the_only_one(apps))


def the_only_one(apps):
    """The province of all blocs; an instrument of another one, kept from an earlier version, does not count."""
    with_blocs = apps.get_model("members", "Province").objects.filter(blocs__isnull=False).distinct()
    provinces = list(with_blocs[:2])
    return provinces[0] if len(provinces) == 1 else None


class Migration(migrations.Migration):
    dependencies = [("blocs", "0011_province_is_a_row")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
