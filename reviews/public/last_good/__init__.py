"""Copies of what is live, on the disk, for when the database does not answer: see docs/decisions/0028."""

# Set in the environment of a request by whoever has noticed that the database does not answer: that it is
# certain, or that there has been no word of it, of which a machine that is too busy may be the reason.
IS_DOWN = "reviews.database_is_down"
CERTAIN, SILENT = "certain", "silent"
