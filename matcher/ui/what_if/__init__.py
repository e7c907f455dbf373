"""What if: changes tried on a plan, and what follows."""
