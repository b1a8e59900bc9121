"""Public pages that are made once and then sent without Django: see docs/decisions/0022."""
