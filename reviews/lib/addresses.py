"""Addresses on websites: as people copy them, and as browsers ask for them."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, unquote_to_bytes, urlsplit

from django.utils.encoding import repercent_broken_unicode

# Parameters that newsletters and search engines put after the address of any page.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|msclkid")
# A website's name without its scheme. “index.php/about” is none, so only common endings count.
_WITHOUT_SCHEME = re.compile(
    r"(www\.[^/?#]+|[^/?#\s]+\.(uk|org|com|net|wales|cymru|scot|london))(:[0-9]+)?(?=[/?#]|$)",
    re.IGNORECASE,
)
# What a sentence, a bracket or quotation marks leave at the end of a copied address.
_TRAILING = " .,;:!)]}>'\"’”»*"
_FILE = re.compile(r"\.(pdf|webp|json|csv|atom|bib|ris)$")


@dataclass(frozen=True)
class CopiedAddress:
    """What was copied from a browser or a document: ``address`` is the part that a website answers to."""

    address: str
    website: str = ""
    fragment: str = ""

    @property
    def left_off(self) -> list[str]:
        """A sentence for each part that was left off."""
        return [
            *(
                [f"“{self.website}” was left off: only what follows it counts."]
                * bool(self.website)
            ),
            *([f"“#{self.fragment}” was cut off: browsers never send it."] * bool(self.fragment)),
        ]


def read(typed: str) -> CopiedAddress:
    """``typed`` as an address in its canonical form. Raises ValueError with a sentence."""
    text = typed.strip().strip("<>\"'“”‘’").replace("\\", "/")
    parts = _split(f"//{text}" if _WITHOUT_SCHEME.match(text) else text)
    path = repercent_broken_unicode(unquote_to_bytes(parts.path)).decode()
    if {".", ".."} & set(path.split("/")):
        raise ValueError("Give the address as the browser shows it, without “/../”.")
    if any(unicodedata.category(letter) == "Cc" for letter in path):
        raise ValueError(
            "Give the address as the browser shows it: no page has one with %00 or the like."
        )
    website = f"{parts.scheme}://{parts.netloc}" if parts.scheme else parts.netloc
    return CopiedAddress(canonical(path, parts.query), website, parts.fragment)


def split(address: str) -> SplitResult:
    """The parts of an address, all of them empty where it is none, as “http://[” is not."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _split(text: str) -> SplitResult:
    parts = split(text)
    if parts.scheme not in ("", "http", "https") or (text and not any(parts)):
        raise ValueError("Give the address of a web page: what follows the website’s name.")
    return parts


def canonical(path: str, query: str = "") -> str:
    """One spelling of a decoded path with its query: no outer slashes, parameters in order of name."""
    pairs = [
        pair for pair in parse_qsl(query, keep_blank_values=True) if not _TRACKING.match(pair[0])
    ]
    words = ["=".join(quote(part, safe="") for part in pair if part) for pair in sorted(pairs)]
    stem = unicodedata.normalize("NFC", path).strip("/")
    return f"{stem}?{'&'.join(words)}" if words else stem


def tidy(path: str) -> str:
    """The asked ``path`` as this site writes addresses: small letters, single slashes, one after all but files."""
    stem = re.sub("/+", "/", path.lower()).rstrip(f"{_TRAILING}/").lstrip("/")
    return stem if not stem or _FILE.search(stem) else f"{stem}/"
