"""What held when, by whose word, and since when one could know."""
