"""Words that say what they mean. A built-in of every template."""

from django import template

from portal import guide

register = template.Library()


@register.inclusion_tag("components/term.html", takes_context=True)
def term(context, word: str, shown: str = ""):
    """`word` as the list of words has it, shown as itself or as `shown`; a tap or Enter opens its meaning."""
    request = context["request"]
    request.terms = getattr(request, "terms", 0) + 1
    return {"shown": shown or word, "word": word, "meaning": guide.meanings()[word], "n": request.terms}
