"""Which documents copy or retell each other, and which claims tell of one happening."""
