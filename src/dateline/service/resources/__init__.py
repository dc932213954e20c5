"""The resources of the API, one module each: a router with its models."""
