"""What boards put around the rows of an action plan: a title, headings on each page, recommendations between."""

from dataclasses import dataclass

from reviews.admin.editions.table_words import field_of, is_numbering

LONGEST_HEADING = 60  # characters
SEARCHED = 5  # rows in which the headings are looked for
RECOMMENDATION = "recommendation"


@dataclass(frozen=True)
class Layout:
    """``above`` is what stands over the headings. Each line is as wide as ``headings``."""

    above: list[str]
    headings: list[str]
    lines: list[list[str]]


def heading_row(cells: list[list[str]]) -> int | None:
    """Which of the first rows names the columns: the one in which most headings are known.

    What stands above it, a title or headings of several columns, fills fewer cells than it does.
    """
    known = [
        0 if any(_filled(line) >= _filled(row) for line in cells[:number]) else len(_known(row))
        for number, row in enumerate(cells[:SEARCHED])
    ]
    best = max(known, default=0)
    row = known.index(best) if best else None
    return row if row is not None and best >= min(2, len(cells[row])) else None


def _known(row: list[str]) -> set[str]:
    is_short = all(len(cell) <= LONGEST_HEADING for cell in row)
    return {field_of(cell) for cell in row} - {""} if is_short else set()


def below_headings(cells: list[list[str]], row: int) -> Layout:
    """The table without its title, without headings that come again, and with recommendations in their column."""
    headings = cells[row]
    lines = [line for line in cells[row + 1 :] if line != headings]
    above = [cell for line in cells[:row] for cell in line if cell]
    return Layout(above, *_with_recommendations(headings, lines))


def _with_recommendations(headings: list[str], lines: list[list[str]]) -> tuple[list, list]:
    """A recommendation that has a row of its own goes into the first row below it.

    Where no column is for recommendations one is added, at the end so that the others keep their numbers.
    """
    fields = [field_of(heading) for heading in headings]
    has_column = RECOMMENDATION in fields
    place = fields.index(RECOMMENDATION) if has_column else len(headings)
    wide = lines if has_column else [[*line, ""] for line in lines]
    kept, waiting = [], ""
    for line, below in zip(wide, [*wide[1:], []], strict=True):
        if _filled(below) > 1 and not below[place] and _is_recommendation(line, headings, place):
            waiting = next(filter(None, line))
        else:
            kept.append([*line[:place], line[place] or waiting, *line[place + 1 :]])
            waiting = ""
    if len(kept) == len(lines):
        return headings, lines
    return (headings if has_column else [*headings, RECOMMENDATION.capitalize()]), kept


def _filled(line: list[str]) -> int:
    return sum(map(bool, line))


def _is_recommendation(line: list[str], headings: list[str], place: int) -> bool:
    """It stands alone in its row: in its column, in that of the numbers, or it says itself what it is."""
    if _filled(line) != 1:
        return False
    [column] = [number for number, cell in enumerate(line) if cell]
    is_aside = column == place or not headings[column] or is_numbering(headings[column])
    return is_aside or field_of(line[column].split()[0]) == RECOMMENDATION
