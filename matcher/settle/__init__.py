"""What is settled for given pairs and dates: projects, venues, facilitators, check-ins."""
