"""What an edition says: its digest, its differences, its approval, and what blocks it."""
