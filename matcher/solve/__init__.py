"""The search for pairs and dates together, its proof, and what is settled afterwards."""
