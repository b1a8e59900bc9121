"""Checks of the public site over HTTP, and what they found day by day."""
