<<<<<<< HEAD
"""Doors to outside systems: a package per system, siblings do not import each other."""
=======
"""A folder per outside system that Parta reads from or writes to."""
>>>>>>> 9628a9099b4f15c21b0a3c64051e0e3ffa2038d8
