"""Rules: every setting, and how much room they leave."""
