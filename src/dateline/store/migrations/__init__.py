"""What made and changed the tables, in order. Revisions that were released never change."""
