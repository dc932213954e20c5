"""How fast the program is: scripts to run by hand on a quiet machine, never in the tests."""
