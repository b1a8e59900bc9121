"""E-mail to staff about what waits for them.

The ledger is the source: no verb knows of e-mail, and none waits for a mail server. What happened is
turned into rows of a queue, and the queue is sent: after a request that did something by a thread
(``at_once.py``), and by ``manage.py send_notifications``.
"""
