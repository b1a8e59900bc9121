"""The ready-made pages that one process keeps in its memory, up to a bound."""

import threading

from reviews.public.page_cache.answers import Answer
from reviews.public.page_cache.files import Permission


class Memory:
    """Answers by address, all of one state of the register; another state empties it."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._state: object = None
        self._answers: dict[str, Answer | Permission] = {}
        self._size = 0

    def get(self, path: str, state: object, now: float) -> Answer | Permission | None:
        """What may be sent at ``path`` now, if it was kept in this very ``state``."""
        answers = self._answers if state == self._state else {}
        answer = answers.get(path)
        return answer if answer and answer.holds(now) and state == self._state else None

    def put(self, path: str, state: object, answer: Answer | Permission) -> None:
        """Keep an answer that was read after ``state`` was."""
        if answer.size * 8 > self._limit:
            return
        with self._lock:
            if state != self._state:
                self._answers, self._size = {}, 0
                self._state = state
            while self._answers and self._size + answer.size > self._limit:
                self._size -= self._answers.pop(next(iter(self._answers))).size
            self._size += answer.size - getattr(self._answers.get(path), "size", 0)
            self._answers[path] = answer
