"""A table that was pasted into an action plan, checked before its rows are taken."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.utils.functional import cached_property

from reviews.admin.editions.table_layout import Layout, below_headings, heading_row
from reviews.admin.editions.table_words import FIELDS, date_of, field_of, is_numbering, status_of
from reviews.lib.tables import read_table

NAME = "actions_table"  # of the box; the names of what belongs to it begin with it
READ = {"status": status_of, "due": date_of}
AS_ABOVE = "(as above)"


@dataclass
class Column:
    """``field`` is the box of an action that it fills; empty if it is left out."""

    number: int
    heading: str
    field: str

    @property
    def name(self) -> str:
        return f"{NAME}_column-{self.number}"


@dataclass
class CheckedRow:
    """``cells`` pairs the text of each column with what is wrong with it; ``problems`` are of the row."""

    number: int
    cells: list[tuple[str, list[str]]]
    problems: list[str]

    @property
    def is_wrong(self) -> bool:
        return bool(self.problems) or any(problems for _, problems in self.cells)


class ActionTable:
    """``sent`` is the form: the text, and once it was checked, what each of its columns was said to be."""

    fields = tuple(FIELDS.items())

    def __init__(self, sent: Mapping[str, str]) -> None:
        self.sent = sent
        self.text = sent.get(NAME, "")

    @property
    def mark(self) -> str:
        """Tells whether what was said of the columns was said of this text."""
        return str(zlib.crc32(self.text.replace("\r\n", "\n").encode()))

    @property
    def was_checked(self) -> bool:
        return self.sent.get(f"{NAME}_mark") == self.mark

    @cached_property
    def cells(self) -> list[list[str]]:
        return read_table(self.text)

    @cached_property
    def has_heading(self) -> bool:
        """Whether a row names the columns."""
        if self.was_checked:
            return f"{NAME}_heading" in self.sent
        return heading_row(self.cells) is not None

    @cached_property
    def layout(self) -> Layout:
        cells = self.cells or [[]]
        if self.has_heading:
            return below_headings(cells, heading_row(cells) or 0)
        return Layout(above=[], headings=[""] * len(cells[0]), lines=self.cells)

    @cached_property
    def columns(self) -> list[Column]:
        columns = []
        for number, heading in enumerate(self.layout.headings):
            columns.append(Column(number, heading, self._guess(number, heading)))
            if self.was_checked:
                said = self.sent.get(columns[-1].name, "")
                columns[-1].field = said if said in FIELDS else ""
        return columns

    def _guess(self, number: int, heading: str) -> str:
        """From the heading; without headings, from the place."""
        if self.has_heading:
            return field_of(heading)
        return [*FIELDS, ""][min(number, len(FIELDS))]

    @property
    def left_out(self) -> list[Column]:
        """The columns that hold something and that no box takes."""
        free = [each for each in self.columns if not each.field and not is_numbering(each.heading)]
        return [each for each in free if any(row[each.number] for row in self.layout.lines)]

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        """What each row puts into the boxes. Where recommendations are given once for several actions, for each."""
        rows, above = [], ""
        for line in self.layout.lines:
            row = self._row(line)
            above = row["recommendation"] = row.get("recommendation") or above
            rows.append({name: READ.get(name, str)(text) for name, text in row.items()})
        return rows

    def _row(self, line: list[str]) -> dict[str, str]:
        row: dict[str, list[str]] = {}
        for column in self.columns:
            if column.field and line[column.number]:
                row.setdefault(column.field, []).append(line[column.number])
        return {name: "\n".join(texts) for name, texts in row.items()}

    def checked(self, form_class: type[forms.ModelForm]) -> Iterator[CheckedRow]:
        """Each row with what the form will find wrong with it."""
        for number, (line, row) in enumerate(zip(self.layout.lines, self.rows, strict=True), 1):
            errors = form_class(data={"status": "not_started"} | row).errors
            shown = {column.field for column in self.columns if line[column.number]}
            rest = [
                f"{label}: {text}"
                for name, label in FIELDS.items()
                if name not in shown
                for text in errors.get(name, [])
            ]
            yield CheckedRow(number, [*self._cells(line, row, errors)], rest)

    def _cells(self, line: list[str], row: dict, errors: Mapping) -> Iterator[tuple[str, list]]:
        for text, column in zip(line, self.columns, strict=True):
            is_repeated = not text and column.field == "recommendation" and row[column.field]
            yield AS_ABOVE if is_repeated else text, errors.get(column.field, []) if text else []
