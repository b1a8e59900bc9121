"""Parts of a list's page that no filter changes, rendered once as long as the public sees the same."""

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString

from reviews.public.kept import Kept

register = template.Library()


@register.tag
def kept(parser: Parser, token: Token) -> "KeptPart":
    """``{% kept "sections" rules %}…{% endkept %}``: a part by its name and whatever else it depends on.

    Kept where the page says in what, as ``kept_in``; rendered each time where it does not.
    """
    key = [parser.compile_filter(each) for each in token.split_contents()[1:]]
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptPart(key, nodes)


class KeptPart(template.Node):
    def __init__(self, key: list[FilterExpression], nodelist: template.NodeList) -> None:
        self.key = key
        self.nodelist = nodelist  # Django looks here for the blocks that other templates fill

    def render(self, context: template.Context) -> SafeString:
        found, *page = context.get("kept_in") or [Kept()]
        key = ("part", *page, *(each.resolve(context) for each in self.key))
        return found.get(key, lambda: self.nodelist.render(context))
