"""Publishing safeguarding reviews: editions in time, one door to what is public.

Imports point down; tests/test_architecture.py holds the layers as data.
"""
