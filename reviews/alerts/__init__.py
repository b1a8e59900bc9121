"""E-mail alerts for the public: whoever confirms an address is sent what happens to a page, list or board.

The periods of editions are the source: no verb knows of alerts. What happened is read from them once it
has held for a quarter of an hour (``news.py``), and each subscription is sent what there is of it
(``sending.py``). Messages name lists and boards, never a review; see docs/decisions/0027.
"""
