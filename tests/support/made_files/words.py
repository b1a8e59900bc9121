"""What the made files say."""

NAME = "Grace Okafor"
LINE = "The review considered the care of the child."
LAST = "The board accepted every recommendation."
# Of a report: long enough for several lines, with nothing that has to be settled.
PARAGRAPH = (
    "The panel heard what agencies knew of the child and of her family, what they did about it, and "
    "what they might have done. Practitioners spoke openly. Where records differ, this report says so, "
    "and it gives the reasons that were given at the time. "
)
