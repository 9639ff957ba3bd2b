"""`python -m stances`: the command line where the script is not on the path."""

from stances.cli import main

if __name__ == "__main__":
    main(prog_name="stances")
