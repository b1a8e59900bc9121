"""The languages that UK public bodies publish in, by name; what is stored is their BCP 47 tag."""

import re

from django.utils.translation import gettext_lazy as _

ENGLISH, WELSH = "en-GB", "cy"
# In the order in which they are offered: those of the United Kingdom, then the others by name.
NAMES = {
    ENGLISH: _("English"),
    WELSH: _("Welsh"),
    "en-GB-simple": _("English, Easy Read"),
    "bfi": _("British Sign Language"),
    "gd": _("Scottish Gaelic"),
    "ga": _("Irish"),
    "sco": _("Scots"),
    "sq": _("Albanian"),
    "am": _("Amharic"),
    "ar": _("Arabic"),
    "bn": _("Bengali"),
    "bg": _("Bulgarian"),
    "zh-Hans": _("Chinese, simplified"),
    "zh-Hant": _("Chinese, traditional"),
    "cs": _("Czech"),
    "prs": _("Dari"),
    "fr": _("French"),
    "de": _("German"),
    "el": _("Greek"),
    "gu": _("Gujarati"),
    "hi": _("Hindi"),
    "hu": _("Hungarian"),
    "it": _("Italian"),
    "ku": _("Kurdish"),
    "lv": _("Latvian"),
    "lt": _("Lithuanian"),
    "ne": _("Nepali"),
    "ps": _("Pashto"),
    "fa": _("Persian (Farsi)"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "pa": _("Punjabi"),
    "rom": _("Romani"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "sk": _("Slovak"),
    "so": _("Somali"),
    "es": _("Spanish"),
    "sw": _("Swahili"),
    "ta": _("Tamil"),
    "ti": _("Tigrinya"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "ur": _("Urdu"),
    "vi": _("Vietnamese"),
    "yo": _("Yoruba"),
}
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_tag(text: str) -> bool:
    """Whether ``text`` has the form of a language tag: “cy” has, “Welsh” has not."""
    return _TAG.fullmatch(text) is not None


def name_of(tag: str) -> str:
    """“Welsh” for cy, and for cy-GB; the tag itself when it is a rare one."""
    by_tag = {known.lower(): name for known, name in NAMES.items()} | {"en": NAMES[ENGLISH]}
    tags = [tag.lower(), tag.lower().partition("-")[0]]
    return str(next((by_tag[each] for each in tags if each in by_tag), tag))
