"""`python -m parta.cli`, the same as `parta`."""

from parta.cli.main import main

main()
