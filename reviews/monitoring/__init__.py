"""What the site answered when it was asked from outside."""
