"""What families read: every page is one function with a fixed number of queries, for one child at a time.

Nothing here returns another pupil's name, mark or absence; the class's spread is counted only from five pupils on.
"""
