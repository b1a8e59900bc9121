"""A PDF that was changed in memory, as the bytes that other programs read."""

import io

import pikepdf


def saved(pdf: pikepdf.Pdf, **how) -> bytes:
    """Never encrypted; ``how`` is pikepdf's own."""
    file = io.BytesIO()
    pdf.save(file, encryption=False, **how)
    return file.getvalue()
