"""Rules of publication, their terms, and how the periods of editions comply with them."""
