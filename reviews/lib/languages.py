"""The languages that UK public bodies publish in, by name; what is stored is their BCP 47 tag."""

import re

ENGLISH = "en-GB"
# In the order in which they are offered: those of the United Kingdom, then the others by name.
NAMES = {
    ENGLISH: "English",
    "cy": "Welsh",
    "en-GB-simple": "English, Easy Read",
    "bfi": "British Sign Language",
    "gd": "Scottish Gaelic",
    "ga": "Irish",
    "sco": "Scots",
    "sq": "Albanian",
    "am": "Amharic",
    "ar": "Arabic",
    "bn": "Bengali",
    "bg": "Bulgarian",
    "zh-Hans": "Chinese, simplified",
    "zh-Hant": "Chinese, traditional",
    "cs": "Czech",
    "prs": "Dari",
    "fr": "French",
    "de": "German",
    "el": "Greek",
    "gu": "Gujarati",
    "hi": "Hindi",
    "hu": "Hungarian",
    "it": "Italian",
    "ku": "Kurdish",
    "lv": "Latvian",
    "lt": "Lithuanian",
    "ne": "Nepali",
    "ps": "Pashto",
    "fa": "Persian (Farsi)",
    "pl": "Polish",
    "pt": "Portuguese",
    "pa": "Punjabi",
    "rom": "Romani",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "so": "Somali",
    "es": "Spanish",
    "sw": "Swahili",
    "ta": "Tamil",
    "ti": "Tigrinya",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "yo": "Yoruba",
}
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_tag(text: str) -> bool:
    """Whether ``text`` has the form of a language tag: “cy” has, “Welsh” has not."""
    return _TAG.fullmatch(text) is not None


def name_of(tag: str) -> str:
    """“Welsh” for cy, and for cy-GB; the tag itself when it is a rare one."""
    by_tag = {known.lower(): name for known, name in NAMES.items()} | {"en": "English"}
    tags = [tag.lower(), tag.lower().partition("-")[0]]
    return next((by_tag[each] for each in tags if each in by_tag), tag)
