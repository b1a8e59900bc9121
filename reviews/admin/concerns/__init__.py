"""The cases that readers opened, for the staff of the board."""
