"""The passages of a result, which a template would take several times as long to render."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from reviews.public.passages import Passage
from reviews.public.results import Result
from reviews.templatetags.formatting import lang_attribute

register = template.Library()

ITEM = """
<li>
  <p class="serif"{lang}>{text}</p>
  <p class="meta"><span>{place}</span><span><a href="{pdf}">{in_pdf}</a></span><span><a href="{copy}">{as_page}</a></span></p>
</li>"""


@register.simple_tag
def passages(result: Result) -> SafeString:
    """Each with its text, its page, and where that can be read."""
    place = gettext("{name}, page {number}")
    in_pdf = gettext('PDF at page {number}<span class="vh"> of “{name}”, {heading}</span>')
    as_page = gettext(
        'Read it as a web page<span class="vh">: page {number} of “{name}”, {heading}</span>'
    )

    def item(passage: Passage) -> dict[str, object]:
        said = {"name": passage.name, "number": passage.number, "heading": result.name}
        return {
            "lang": lang_attribute(passage.language),
            "text": passage.text,
            "place": format_html(place, **said),
            "pdf": f"{passage.address}#page={passage.number}",
            "in_pdf": format_html(in_pdf, **said),
            "copy": f"{passage.address}/read/#page-{passage.number}",
            "as_page": format_html(as_page, **said),
        }

    return format_html_join("", ITEM, map(item, result.passages))
