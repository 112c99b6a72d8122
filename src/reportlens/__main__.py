"""``python -m reportlens`` is the command line."""

from reportlens.cli import main

if __name__ == "__main__":
    main()
