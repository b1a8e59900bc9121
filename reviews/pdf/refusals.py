"""Every sentence with which a PDF can be refused. Each says what is wrong, then what to do."""

EMPTY = "This file is empty. Choose the PDF again."
OFFICE = (
    "This is a Word, Excel, PowerPoint or OpenDocument file, not a PDF. Open it, export it as a PDF, and "
    "upload that: such a file may hold comments, earlier versions and hidden text, and not everybody can "
    "open it."
)
PICTURE = (
    "This is a picture, not a PDF. Export the document that it belongs to as a PDF, and upload that: "
    "screen readers and searches find no words in a picture."
)
WEB_PAGE = (
    "This is a web page, not a PDF. Print it to a PDF, and upload that: a web page can change, and can "
    "fetch things from elsewhere."
)
ARCHIVE = (
    "This is an archive with other files in it, not a PDF. Unpack it, and upload the PDFs one by one: "
    "nobody sees what else is in it."
)
NOT_A_PDF = "This file is not a PDF. Save the document as a PDF and upload that."
PRECEDED = (
    "There is something in this file before the PDF begins. "
    "Save the original document as a PDF again and upload that."
)
TRUNCATED = (
    "This PDF breaks off before its end. "
    "Copy or download it again, or save it as a PDF again, and upload that."
)
FOLLOWED = (
    "There is something in this file after the PDF ends. "
    "Save the original document as a PDF again and upload that."
)
DAMAGED = "This PDF is damaged. Save the original document as a PDF again and upload that."
PROTECTED = "This PDF opens with a password only. Save a copy without a password and upload that."
NO_PAGES = "This PDF has no pages. Save the original document as a PDF again and upload that."
TOO_MANY_PAGES = (
    "This PDF has more than 2,000 pages. Split it into parts and upload them one by one."
)
ODD_PAGE_SIZE = (
    "A page of this PDF has an impossible size. "
    "Save the original document as a PDF with A4 pages and upload that."
)
UNCHECKED = (
    "This PDF could not be checked, so it cannot be used. "
    "Save the original document as a PDF again and upload that."
)
TOO_SLOW = (
    "This PDF took too long to check, so it cannot be used. Upload it once more; if that fails too, "
    "save it with smaller pictures, or split it into parts, and upload those."
)
BUSY = "Many files are being checked just now. Upload this one again in a minute."
TOO_MUCH = (
    "This PDF unpacks to far more than a document holds, or draws the same things without end. "
    "Save the original document as a PDF again and upload that."
)
LARGE_PICTURE = (
    "A picture in this PDF has more than 100 million points. "
    "Make it smaller, save the document as a PDF again and upload that."
)
