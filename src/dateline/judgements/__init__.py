"""What people decide about claims and incidents: it wins over the machine, outlasts it, and can be taken back."""
