"""`python -m parta.cli`, the same as `parta`."""

from parta.cli.main import main

if __name__ == "__main__":  # processes that share work import this file again
    main()
