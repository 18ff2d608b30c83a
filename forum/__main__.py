"""`python -m forum` is the same as `forum`."""

from forum.cli import main

if __name__ == "__main__":
    main()
