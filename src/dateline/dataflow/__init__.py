"""Coding at scale: folders, tables and web archives in, partitioned Parquet out, on one machine or a cluster.

    inputs -> work units -> (each: read, code, write aside, rename) -> copies and incidents by blocking and joins

A work unit is a part of the input that is the same in every run: some whole files, or a range of a large one. It is
coded by one worker from beginning to end, and its files appear together with a marker that says so: what is marked is
never done again, what is not is done from the beginning. Whatever stops a run, the next one goes on, and ends with the
same bytes as a run that nothing stopped.

The engine (Daft: its native runner, or a Ray cluster) is behind `engine.py`; all else is plain Python over records.
"""
