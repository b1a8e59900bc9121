"""What readers report about pages: taken in from anybody, read by the staff of the board.

What was written is encrypted before it is stored. No event, mail or log line holds any of it.
"""
