"""The words of a date in Welsh: “dydd Mawrth 3ydd o Fai 2016”, “y trydydd o Fai”, “ym mis Mai”."""

from reviews.lib.mutations import changes

MONTHS = (
    *("ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin"),
    *("gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr"),
)
WEEKDAYS = ("llun", "mawrth", "mercher", "iau", "gwener", "sadwrn", "sul")
ENDINGS = ("af", "il", "ydd", "ed", "fed", "eg", "ain")  # 1af, 2il, 3ydd, 5ed, 7fed, 11eg, 21ain
_UNITS = (
    "unfed",
    "ail",
    "trydydd",
    "pedwerydd",
    "pumed",
    "chweched",
    "seithfed",
    "wythfed",
    "nawfed",
)
# They are counted by fifteen and twenty: the 17th is the second on fifteen, the 31st the eleventh on twenty.
ORDINALS = (
    *("cyntaf", *_UNITS[1:], "degfed"),
    *("unfed ar ddeg", "deuddegfed", "trydydd ar ddeg", "pedwerydd ar ddeg", "pymthegfed"),
    *("unfed ar bymtheg", "ail ar bymtheg", "deunawfed", "pedwerydd ar bymtheg", "ugeinfed"),
    *(f"{unit} ar hugain" for unit in (*_UNITS, "degfed", "unfed ar ddeg")),
)


def month_forms(number: int) -> list[str]:
    """How the month of this number is written, from 1: after “o” March is “Fawrth”."""
    return [MONTHS[number - 1], *changes(MONTHS[number - 1])]
