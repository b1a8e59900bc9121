"""Colours, as #rrggbb: whether words in one can be read on a public page, and which near it can."""

import colorsys
import math

FORM = r"^#[0-9a-f]{6}$"
GROUND = "#fdfcfa"  # of the public pages: --ground in static/register.css
ENOUGH = 7  # to 1: level AAA of the Web Content Accessibility Guidelines
STEPS = 1000


def contrast(colour: str, other: str = GROUND) -> float:
    """From 1 (none) to 21 (black and white), as WCAG 2.2 defines it."""
    darker, lighter = sorted(map(_luminance, (colour, other)))
    return (lighter + 0.05) / (darker + 0.05)


def in_words(ratio: float) -> str:
    """Rounded down, so that 6.99 does not look like enough."""
    return f"{math.floor(ratio * 10) / 10} to 1"


def is_readable(colour: str) -> bool:
    return contrast(colour) >= ENOUGH


def nearest_readable(colour: str) -> str:
    """The colour itself, or the lightest shade of its hue that is dark enough."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    lights = (lightness * step / STEPS for step in range(STEPS, -1, -1))
    shades = (_written(colorsys.hls_to_rgb(hue, light, saturation)) for light in lights)
    return next(shade for shade in shades if is_readable(shade))


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(part / 255 for part in bytes.fromhex(colour[1:]))


def _written(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
