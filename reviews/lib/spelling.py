"""Slips of whoever types a word: a letter left out, put in, typed wrongly, or typed before the one it follows."""

NEGATIONS = ("un", "non", "in", "im", "ir", "dis", "mis")


def slips(typed: str, meant: str) -> int:
    """With how few slips the one word becomes the other."""
    before, last = [], [*range(len(meant) + 1)]
    for row, sign in enumerate(typed, 1):
        line = [row]
        for column, other in enumerate(meant, 1):
            steps = [last[column] + 1, line[-1] + 1, last[column - 1] + (sign != other)]
            if typed[row - 2 : row] == meant[column - 2 : column][::-1] and min(row, column) > 1:
                steps.append(before[column - 2] + 1)
            line.append(min(steps))
        before, last = last, line
    return last[-1]


def swapped(word: str) -> list[str]:
    """The word with any two of its neighbouring letters in the other order."""
    places = range(len(word) - 1)
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in places]


def are_opposites(word: str, other: str) -> bool:
    """“unpublished” is no slip for “published”."""
    longer, shorter = sorted((word, other), key=len, reverse=True)
    return any(longer == f"{each}{shorter}" for each in NEGATIONS)
