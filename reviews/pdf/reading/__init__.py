"""The reading copy of a tagged PDF: its seen words as HTML, by its own headings, lists and tables."""
