"""Exit statuses that scripts rely on."""

FINE = 0
PROBLEMS = 1  # the check found problems, or the running app could not be reached
WRONG_USE = 2
