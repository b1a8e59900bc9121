"""Text that people typed, as safe HTML. The only place that marks a string as safe."""

import re

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# "js-default" leaves raw HTML off and refuses javascript: and data: addresses.
_MARKDOWN = MarkdownIt("js-default", {"linkify": False, "typographer": False}).disable("image")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_LOWEST = 6


def prose(text: str, *, below: int = 1) -> SafeString:
    """Markdown as HTML, every heading lower than one of level ``below``."""

    def shifted(found: re.Match) -> str:
        level = min(max(int(found[2]), 2) + below - 1, _LOWEST)
        return f"<{found[1]}h{level}>"

    return mark_safe(_HEADING.sub(shifted, _MARKDOWN.render(text)))
