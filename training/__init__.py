"""Training and measuring the analysis model; not part of the package."""
