"""``python -m ssbmodel``: the same program as the console script ``ssbmodel``."""


def main() -> None:
    """Run the command line."""
    try:
        from .show.cli import run

        run()
    except KeyboardInterrupt:  # while the program was still being loaded
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
