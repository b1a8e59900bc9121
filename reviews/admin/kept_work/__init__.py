"""What was typed when a form could not be saved: the session had ended, or its token was lost.

``typed``      what a form sent, without passwords and with the names of its files
``vault``      keeps it, encrypted, until its owner has signed in again
``restoring``  shows the form again as it was typed, and saves nothing
``answers``    which requests that happens to
"""
