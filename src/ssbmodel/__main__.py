"""``python -m ssbmodel``: the same program as the console script ``ssbmodel``."""


def main() -> None:
    """Run the command line."""
    from .show.cli import run

    run()


if __name__ == "__main__":
    main()
