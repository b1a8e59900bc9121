"""The rooms of board staff, in Django's own admin."""
