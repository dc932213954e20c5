"""Mentions: the spans of text that name actors, places, times and quantities."""
