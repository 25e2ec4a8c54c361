"""Words that say what they mean. A built-in of every template."""

from django import template

from blocs.models import Bloc, BlocYear
from blocs.permissions import is_secretary
from members.models import Province
from portal import guide
from portal.year_tabs import year_tabs as tabs_of

register = template.Library()


@register.inclusion_tag("components/term.html", takes_context=True)
def term(context, word: str, shown: str = ""):
    """`word` as the list of words has it, shown as itself or as `shown`; a tap or Enter opens its meaning."""
    request = context["request"]
    request.terms = getattr(request, "terms", 0) + 1
    return {"shown": shown or word, "word": word, "meaning": guide.meanings()[word], "n": request.terms}


@register.inclusion_tag("components/year_tabs.html")
def year_tabs(year, path: str):
    """The rooms of a year, with the one that this address belongs to."""
    return {"year": year, "tabs": tabs_of(year.pk, path)}


@register.simple_tag
def site_owner() -> str:
    """Whose site it is, for who is not signed in: the one bloc with its province, or the one province, or nothing."""
    blocs = list(Bloc.objects.select_related("province")[:2])
    if len(blocs) == 1:
        name, province = blocs[0].name, str(blocs[0].province)
        return name if province in name else f"{name}, {province}"
    provinces = list(Province.objects.all()[:2])
    return str(provinces[0]) if len(provinces) == 1 else ""


@register.simple_tag
def secretaries_of(user) -> list:
    """The secretariat of the newest year of a bloc that the person's associations are in, without the person."""
    years = BlocYear.objects.filter(bloc__memberships__association__in=user.association_ids)
    newest = years.order_by("-year").first()
    return [one for one in newest.secretaries() if one != user] if newest else []


@register.simple_tag
def whom_to_ask(year, user) -> list:
    """The secretariat of the year, for everybody who is not of it."""
    may_be_one = user.acts_for(year.lead_id)  # saves everybody else a query
    return [] if may_be_one and is_secretary(user, year) else year.secretaries()
